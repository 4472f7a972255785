package dev.sightline.trainer.network;

import dev.sightline.trainer.network.graph.PixelStatistics;
import org.tensorflow.ndarray.Shape;

/**
 * A float32 array that a network learns or keeps.
 *
 * @param name unique in its network, such as {@code conv2d_1/kernel}
 * @param trainable whether the optimizer changes it; BatchNorm's moving statistics it leaves alone
 */
public record Weight(String name, Shape shape, Initial initial, boolean trainable) {
  /** What a weight holds before training; the training graph gives it. */
  public enum Initial {
    ZEROS,
    ONES,
    /** Uniform within ±√(6 / (fan in + fan out)): Glorot and Bengio, 2010. */
    GLOROT_UNIFORM,
    /** Uniform within ±1 / √(fan in): LeCun et al., Efficient BackProp, 1998. */
    FAN_IN_UNIFORM,
    /**
     * As many filters as there are inputs pass one input each through, the others are as {@link
     * #FAN_IN_UNIFORM}: Jordan, 94% on CIFAR-10 in 3.29 seconds, 2024.
     */
    DIRAC,
    /** The mean of the training images' pixels, a channel each. */
    PIXEL_MEAN,
    /** The variance of the training images' pixels, a channel each. */
    PIXEL_VARIANCE,
    /** Decorrelates patches of the training images: see {@link PixelStatistics}. */
    WHITENING;

    /** Whether it comes from the data, to be left as it is. */
    public boolean isFixed() {
      return this == PIXEL_MEAN || this == PIXEL_VARIANCE || this == WHITENING;
    }
  }

  /** The number of floats. */
  public int parameters() {
    return Math.toIntExact(shape.size());
  }

  /** Whether it is a matrix or a convolution's kernel, not a vector such as a bias. */
  public boolean isKernel() {
    return shape.numDimensions() > 1;
  }

  Weight in(String layer) {
    return new Weight(layer + "/" + name, shape, initial, trainable);
  }

  /** The outputs of a kernel: filters or units. */
  public long outputs() {
    return shape.get(shape.numDimensions() - 1);
  }

  /** What each output of a kernel [inputs, outputs] or [height, width, inputs, outputs] sums up. */
  public long fanIn() {
    return shape.size() / outputs();
  }

  /**
   * The bound of {@link Initial#GLOROT_UNIFORM} for a kernel [inputs, outputs] or [height, width,
   * inputs, outputs], where a fan counts the receptive field too.
   */
  public double glorotLimit() {
    int rank = shape.numDimensions();
    double inputs = shape.get(rank - 2);
    double outputs = shape.get(rank - 1);
    double receptiveField = shape.size() / (inputs * outputs);
    return Math.sqrt(6 / (receptiveField * (inputs + outputs)));
  }

  public double fanInLimit() {
    return 1 / Math.sqrt(fanIn());
  }
}
