package dev.sightline.trainer.network.graph;

import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Weight;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the weights of a network hold before training: a function of the network, the seed and the
 * training images, the same on every machine.
 */
public final class InitialValues {
  private final long seed;
  private final PixelStatistics pixels;

  /**
   * @param pixels of the training images, asked only for weights that come from the data
   */
  public InitialValues(long seed, PixelStatistics pixels) {
    this.seed = seed;
    this.pixels = pixels;
  }

  /** The values of each weight by its name, row-major. */
  public Map<String, float[]> of(Network network) {
    Map<String, float[]> values = new LinkedHashMap<>();
    network.weights().forEach(weight -> values.put(weight.name(), of(weight)));
    return values;
  }

  private float[] of(Weight weight) {
    return switch (weight.initial()) {
      case ZEROS -> new float[weight.parameters()];
      case ONES -> filled(weight, 1);
      case GLOROT_UNIFORM -> uniform(weight, weight.glorotLimit());
      case FAN_IN_UNIFORM -> uniform(weight, weight.fanInLimit());
      case DIRAC -> dirac(weight);
      case PIXEL_MEAN -> pixels.mean();
      case PIXEL_VARIANCE -> pixels.variance();
      case WHITENING -> pixels.whitening(weight.shape());
    };
  }

  private static float[] filled(Weight weight, float value) {
    float[] values = new float[weight.parameters()];
    Arrays.fill(values, value);
    return values;
  }

  private float[] uniform(Weight weight, double limit) {
    // The name makes neighbouring weights, and those of neighbouring seeds, draw apart.
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed).nextLong() + weight.name().hashCode());
    float[] values = new float[weight.parameters()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (limit * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** Kernels are [height, width, inputs, outputs]; the middle pixel passes through. */
  private float[] dirac(Weight weight) {
    float[] values = uniform(weight, weight.fanInLimit());
    int height = (int) weight.shape().get(0);
    int width = (int) weight.shape().get(1);
    int inputs = (int) weight.shape().get(2);
    int outputs = (int) weight.shape().get(3);
    int middle = (height / 2) * width + width / 2;
    for (int filter = 0; filter < Math.min(inputs, outputs); filter++) {
      for (int i = filter; i < values.length; i += outputs) {
        values[i] = 0;
      }
      values[(middle * inputs + filter) * outputs + filter] = 1;
    }
    return values;
  }
}
