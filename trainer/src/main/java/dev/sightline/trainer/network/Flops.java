package dev.sightline.trainer.network;

/**
 * The floating-point operations (FLOPs) that one image costs a network, two for each multiplication
 * with its addition. Those of convolutions and matrix products alone are counted.
 *
 * @param inference a pass for each of the network's {@link Views}
 * @param training a pass forwards, and backwards as many for the gradient of each kernel that is
 *     trained and for that of each input that anything trained lies before
 */
public record Flops(long inference, long training) {
  static Flops of(Network network) {
    long forwards = 0;
    long backwards = 0;
    boolean trainsBefore = false;
    for (PlacedLayer layer : network.placedLayers()) {
      long flops = layer.flops();
      boolean trainsKernel =
          layer.weights().stream().anyMatch(weight -> weight.isKernel() && weight.trainable());
      forwards += flops;
      backwards += (trainsKernel ? flops : 0) + (trainsBefore ? flops : 0);
      trainsBefore |= layer.trains();
    }
    return new Flops(network.views().count() * forwards, forwards + backwards);
  }
}
