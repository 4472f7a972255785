package dev.sightline.trainer.network;

import dev.sightline.trainer.network.Weight.Initial;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * One layer of a network, as data. Shapes leave the batch dimension out: feature maps are [height,
 * width, channels], a vector is [size].
 */
public sealed interface Layer {
  /** The type's name as Keras writes it, such as {@code Conv2D}. */
  String type();

  /** The stem of the layer's name in a network as Keras writes it, such as {@code conv2d}. */
  String stem();

  /**
   * What the layer makes of an input.
   *
   * @throws IllegalArgumentException when it can't take that shape
   */
  Shape outputShape(Shape input);

  /** The weights for an input of that shape, in Keras' order. */
  default List<Weight> weights(Shape input) {
    return List.of();
  }

  /** Hands this layer to the case for its type. */
  <R> R match(Cases<R> cases);

  /** One answer for each type of layer: an exhaustive switch. */
  interface Cases<R> {
    R conv(Conv layer);

    R batchNorm(BatchNorm layer);

    R maxPool(MaxPool layer);

    R flatten(Flatten layer);

    R dropout(Dropout layer);

    R dense(Dense layer);
  }

  /** A square convolution with a bias, stride 1, the border padded so that the size stays. */
  record Conv(int size, int filters, Activation activation) implements Layer {
    public Conv {
      positive("kernel size", size);
      positive("filters", filters);
    }

    @Override
    public String type() {
      return "Conv2D";
    }

    @Override
    public String stem() {
      return "conv2d";
    }

    @Override
    public Shape outputShape(Shape input) {
      requireMaps(this, input);
      return Shape.of(input.get(0), input.get(1), filters);
    }

    @Override
    public List<Weight> weights(Shape input) {
      Shape kernel = Shape.of(size, size, input.get(2), filters);
      return List.of(
          new Weight("kernel", kernel, Initial.GLOROT_UNIFORM, true),
          new Weight("bias", Shape.of(filters), Initial.ZEROS, true));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.conv(this);
    }
  }

  /**
   * Normalizes each channel by the batch's mean and variance in training and by their moving
   * averages in inference, then scales (gamma) and shifts (beta): Ioffe and Szegedy, 2015.
   *
   * @param momentum the share of the old moving average that a step keeps
   */
  record BatchNorm(float momentum, float epsilon) implements Layer {
    /** The defaults of Keras. */
    public BatchNorm() {
      this(0.99f, 1e-3f);
    }

    @Override
    public String type() {
      return "BatchNormalization";
    }

    @Override
    public String stem() {
      return "batch_normalization";
    }

    @Override
    public Shape outputShape(Shape input) {
      requireMaps(this, input);
      return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
      Shape channels = Shape.of(input.get(2));
      return List.of(
          new Weight("gamma", channels, Initial.ONES, true),
          new Weight("beta", channels, Initial.ZEROS, true),
          new Weight("moving_mean", channels, Initial.ZEROS, false),
          new Weight("moving_variance", channels, Initial.ONES, false));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.batchNorm(this);
    }
  }

  /**
   * The maximum of each square of {@code size} pixels; an incomplete square at a border is left
   * out.
   */
  record MaxPool(int size) implements Layer {
    public MaxPool {
      positive("pool size", size);
    }

    @Override
    public String type() {
      return "MaxPooling2D";
    }

    @Override
    public String stem() {
      return "max_pooling2d";
    }

    @Override
    public Shape outputShape(Shape input) {
      requireMaps(this, input);
      if (input.get(0) < size || input.get(1) < size) {
        throw new IllegalArgumentException(type() + " of " + size + " can't take maps " + input);
      }
      return Shape.of(input.get(0) / size, input.get(1) / size, input.get(2));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.maxPool(this);
    }
  }

  /** Feature maps as one vector, channels fastest. */
  record Flatten() implements Layer {
    @Override
    public String type() {
      return "Flatten";
    }

    @Override
    public String stem() {
      return "flatten";
    }

    @Override
    public Shape outputShape(Shape input) {
      return Shape.of(input.size());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.flatten(this);
    }
  }

  /**
   * In training drops each value with probability {@code rate} and scales the others up to match.
   */
  record Dropout(float rate) implements Layer {
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("dropout rate must be in [0, 1) but is " + rate);
      }
    }

    @Override
    public String type() {
      return "Dropout";
    }

    @Override
    public String stem() {
      return "dropout";
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.dropout(this);
    }
  }

  /** Weighted sums of a whole vector, with a bias. */
  record Dense(int units, Activation activation) implements Layer {
    public Dense {
      positive("units", units);
    }

    @Override
    public String type() {
      return "Dense";
    }

    @Override
    public String stem() {
      return "dense";
    }

    @Override
    public Shape outputShape(Shape input) {
      if (input.numDimensions() != 1) {
        throw new IllegalArgumentException(type() + " takes a vector but got " + input);
      }
      return Shape.of(units);
    }

    @Override
    public List<Weight> weights(Shape input) {
      return List.of(
          new Weight("kernel", Shape.of(input.get(0), units), Initial.GLOROT_UNIFORM, true),
          new Weight("bias", Shape.of(units), Initial.ZEROS, true));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.dense(this);
    }
  }

  private static void requireMaps(Layer layer, Shape input) {
    if (input.numDimensions() != 3) {
      throw new IllegalArgumentException(
          layer.type() + " takes feature maps [height, width, channels] but got " + input);
    }
  }

  private static void positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but is " + value);
    }
  }
}
