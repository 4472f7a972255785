package dev.sightline.trainer.network;

import dev.sightline.trainer.network.Weight.Initial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.ndarray.Shape;

/**
 * One layer of a network, as data. Shapes leave the batch dimension out: feature maps are [height,
 * width, channels], a vector is [size].
 */
public sealed interface Layer {
  /** The type's name as Keras writes it, such as {@code Conv2D}. */
  String type();

  /**
   * The stem of the layer's name in a network as Keras makes it of the type, such as {@code
   * max_pooling2d}.
   */
  default String stem() {
    return type()
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

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

  /**
   * The multiplications, each with an addition, that one image takes in inference. Those of
   * convolutions and matrix products alone are counted, as everybody does: what else a network does
   * is linear in its values, and little.
   */
  default long multiplyAdds(Shape input) {
    return 0;
  }

  /** Hands this layer to the case for its type. */
  <R> R match(Cases<R> cases);

  /** One answer for each type of layer: an exhaustive switch. */
  interface Cases<R> {
    R normalization(Normalization layer);

    R conv(Conv layer);

    R batchNorm(BatchNorm layer);

    R relu(Relu layer);

    R maxPool(MaxPool layer);

    R globalMaxPool(GlobalMaxPool layer);

    R flatten(Flatten layer);

    R dropout(Dropout layer);

    R rescaling(Rescaling layer);

    R dense(Dense layer);
  }

  /**
   * Shifts and scales each channel to mean 0 and variance 1 over the training images, whose
   * statistics it keeps.
   */
  record Normalization() implements Layer {
    @Override
    public String type() {
      return "Normalization";
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
          new Weight("mean", channels, Initial.PIXEL_MEAN, false),
          new Weight("variance", channels, Initial.PIXEL_VARIANCE, false));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.normalization(this);
    }
  }

  /**
   * A square convolution, stride 1.
   *
   * @param padding whether the border is padded so that the size stays, or only whole squares count
   * @param bias whether a bias is added to the sums
   * @param initial of the kernel; one that is {@link Initial#isFixed() fixed} is not trained
   */
  record Conv(
      int size, int filters, Activation activation, Padding padding, boolean bias, Initial initial)
      implements Layer {
    public Conv {
      positive("kernel size", size);
      positive("filters", filters);
    }

    /** With a bias and padding, as Keras initializes it. */
    public Conv(int size, int filters, Activation activation) {
      this(size, filters, activation, Padding.SAME, true, Initial.GLOROT_UNIFORM);
    }

    @Override
    public String type() {
      return "Conv2D";
    }

    @Override
    public Shape outputShape(Shape input) {
      requireMaps(this, input);
      int cut = padding == Padding.SAME ? 0 : size - 1;
      if (input.get(0) <= cut || input.get(1) <= cut) {
        throw new IllegalArgumentException(type() + " of " + size + " can't take maps " + input);
      }
      return Shape.of(input.get(0) - cut, input.get(1) - cut, filters);
    }

    @Override
    public List<Weight> weights(Shape input) {
      Shape kernel = Shape.of(size, size, input.get(2), filters);
      return withBias(new Weight("kernel", kernel, initial, !initial.isFixed()), bias, filters);
    }

    @Override
    public long multiplyAdds(Shape input) {
      return outputShape(input).size() * size * size * input.get(2);
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
   * @param scale whether there is a gamma; without, it is 1
   */
  record BatchNorm(float momentum, float epsilon, boolean scale) implements Layer {
    /** The defaults of Keras. */
    public BatchNorm() {
      this(0.99f, 1e-3f, true);
    }

    @Override
    public String type() {
      return "BatchNormalization";
    }

    @Override
    public Shape outputShape(Shape input) {
      requireMaps(this, input);
      return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
      Shape channels = Shape.of(input.get(2));
      List<Weight> weights = new ArrayList<>();
      if (scale) {
        weights.add(new Weight("gamma", channels, Initial.ONES, true));
      }
      weights.add(new Weight("beta", channels, Initial.ZEROS, true));
      weights.add(new Weight("moving_mean", channels, Initial.ZEROS, false));
      weights.add(new Weight("moving_variance", channels, Initial.ONES, false));
      return weights;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.batchNorm(this);
    }
  }

  /** Zero for what is negative. */
  record Relu() implements Layer {
    @Override
    public String type() {
      return "ReLU";
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.relu(this);
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

  /** The maximum of each channel: feature maps as a vector. */
  record GlobalMaxPool() implements Layer {
    @Override
    public String type() {
      return "GlobalMaxPooling2D";
    }

    @Override
    public Shape outputShape(Shape input) {
      requireMaps(this, input);
      return Shape.of(input.get(2));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.globalMaxPool(this);
    }
  }

  /** Feature maps as one vector, channels fastest. */
  record Flatten() implements Layer {
    @Override
    public String type() {
      return "Flatten";
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
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.dropout(this);
    }
  }

  /** Multiplies every value by {@code scale}. */
  record Rescaling(float scale) implements Layer {
    @Override
    public String type() {
      return "Rescaling";
    }

    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rescaling(this);
    }
  }

  /**
   * Weighted sums of a whole vector.
   *
   * @param bias whether a bias is added to the sums
   * @param initial of the kernel
   */
  record Dense(int units, Activation activation, boolean bias, Initial initial) implements Layer {
    public Dense {
      positive("units", units);
    }

    /** With a bias, as Keras initializes it. */
    public Dense(int units, Activation activation) {
      this(units, activation, true, Initial.GLOROT_UNIFORM);
    }

    @Override
    public String type() {
      return "Dense";
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
      Shape kernel = Shape.of(input.get(0), units);
      return withBias(new Weight("kernel", kernel, initial, !initial.isFixed()), bias, units);
    }

    @Override
    public long multiplyAdds(Shape input) {
      return input.get(0) * units;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.dense(this);
    }
  }

  private static List<Weight> withBias(Weight kernel, boolean bias, int outputs) {
    return bias
        ? List.of(kernel, new Weight("bias", Shape.of(outputs), Initial.ZEROS, true))
        : List.of(kernel);
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
