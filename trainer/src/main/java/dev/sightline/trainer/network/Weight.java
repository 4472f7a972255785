package dev.sightline.trainer.network;

import org.tensorflow.ndarray.Shape;

/**
 * A float32 array that a network learns or keeps.
 *
 * @param name unique in its network, such as {@code conv2d_1/kernel}
 * @param trainable whether the optimizer changes it; BatchNorm's moving statistics it leaves alone
 */
public record Weight(String name, Shape shape, Initial initial, boolean trainable) {
  /** What a weight holds before training. */
  public enum Initial {
    ZEROS,
    ONES,
    /** Uniform within ±√(6 / (fan in + fan out)): Glorot and Bengio, 2010. */
    GLOROT_UNIFORM
  }

  /** The number of floats. */
  public int parameters() {
    return Math.toIntExact(shape.size());
  }

  Weight in(String layer) {
    return new Weight(layer + "/" + name, shape, initial, trainable);
  }

  /**
   * The bound of {@link Initial#GLOROT_UNIFORM} for a kernel [inputs, outputs] or [height, width,
   * inputs, outputs], where a fan counts the receptive field too.
   */
  double glorotLimit() {
    int rank = shape.numDimensions();
    double inputs = shape.get(rank - 2);
    double outputs = shape.get(rank - 1);
    double receptiveField = shape.size() / (inputs * outputs);
    return Math.sqrt(6 / (receptiveField * (inputs + outputs)));
  }
}
