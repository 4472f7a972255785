package dev.sightline.trainer.network;

import dev.sightline.trainer.network.Weight.Initial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** The networks that can be trained. All take images of 32×32 pixels. */
public final class Networks {
  private static final Shape IMAGE = Shape.of(32, 32, 3);

  /**
   * Half of airbench94's: of the 12 directions of a patch of 2×2 pixels the six of least variance
   * are the fine detail of colour, of which JPEG keeps next to nothing.
   */
  private static final int WHITENING_FILTERS = 12;

  private Networks() {}

  /**
   * The convolutional network that Keras tutorials train on CIFAR-10: three blocks of two
   * convolutions and a pooling, then two dense layers. 2,397,226 parameters for 10 classes.
   */
  public static Network tutorial(int classes) {
    List<Layer> head =
        List.of(
            new Layer.Flatten(),
            new Layer.Dropout(0.2f),
            new Layer.Dense(1024, Activation.RELU),
            new Layer.Dropout(0.2f),
            new Layer.Dense(classes, Activation.SOFTMAX));
    List<Layer> layers =
        Stream.of(tutorialBlock(32), tutorialBlock(64), tutorialBlock(128), head)
            .flatMap(List::stream)
            .toList();
    return new Network("tutorial", IMAGE, layers);
  }

  private static List<Layer> tutorialBlock(int filters) {
    return List.of(
        new Layer.Conv(3, filters, Activation.RELU),
        new Layer.BatchNorm(),
        new Layer.Conv(3, filters, Activation.RELU),
        new Layer.BatchNorm(),
        new Layer.MaxPool(2));
  }

  /**
   * The shape of Jordan's airbench94 (94% on CIFAR-10 in 3.29 seconds, 2024), with a ReLU for its
   * GELU, whose gradient costs more than it brings here: a fixed whitening convolution, then blocks
   * of two convolutions of which the first is followed by a pooling, then the maximum of each
   * channel.
   *
   * @param widths the filters of each block
   * @param views as {@link Network#views}
   */
  public static Network whitened(int classes, List<Integer> widths, Views views) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Normalization());
    layers.add(
        new Layer.Conv(
            2, WHITENING_FILTERS, Activation.RELU, Padding.VALID, false, Initial.WHITENING));
    widths.forEach(width -> layers.addAll(whitenedBlock(width)));
    layers.add(new Layer.GlobalMaxPool());
    layers.add(new Layer.Rescaling(1 / 9f));
    layers.add(new Layer.Dense(classes, Activation.SOFTMAX, false, Initial.FAN_IN_UNIFORM));
    return new Network("whitened", IMAGE, layers, views);
  }

  private static List<Layer> whitenedBlock(int filters) {
    return List.of(
        conv(filters),
        new Layer.MaxPool(2),
        batchNorm(),
        new Layer.Relu(),
        conv(filters),
        batchNorm(),
        new Layer.Relu());
  }

  private static Layer conv(int filters) {
    return new Layer.Conv(3, filters, Activation.NONE, Padding.SAME, false, Initial.DIRAC);
  }

  private static Layer batchNorm() {
    return new Layer.BatchNorm(0.6f, 1e-5f, false);
  }
}
