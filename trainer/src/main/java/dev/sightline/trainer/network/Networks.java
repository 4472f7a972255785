package dev.sightline.trainer.network;

import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** The networks that can be trained. */
public final class Networks {
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
        Stream.of(block(32), block(64), block(128), head).flatMap(List::stream).toList();
    return new Network("tutorial", Shape.of(32, 32, 3), layers);
  }

  private static List<Layer> block(int filters) {
    return List.of(
        new Layer.Conv(3, filters, Activation.RELU),
        new Layer.BatchNorm(),
        new Layer.Conv(3, filters, Activation.RELU),
        new Layer.BatchNorm(),
        new Layer.MaxPool(2));
  }
}
