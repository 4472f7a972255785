package dev.sightline.trainer.network;

/**
 * The floating-point operations that one image costs a network, two for each multiplication with
 * its addition. Those of convolutions and matrix products alone are counted.
 *
 * @param inference a pass for each of the network's {@link Views}
 * @param training a pass forwards, and backwards as many for the gradient of each kernel that is
 *     trained and for that of each input that anything trained lies before
 */
public record Operations(long inference, long training) {
  static Operations of(Network network) {
    long forwards = 0;
    long backwards = 0;
    boolean trainsBefore = false;
    for (PlacedLayer layer : network.placedLayers()) {
      long operations = layer.operations();
      boolean trainsKernel =
          layer.weights().stream().anyMatch(weight -> weight.isKernel() && weight.trainable());
      forwards += operations;
      backwards += (trainsKernel ? operations : 0) + (trainsBefore ? operations : 0);
      trainsBefore |= layer.trains();
    }
    return new Operations(network.views().count() * forwards, forwards + backwards);
  }
}
