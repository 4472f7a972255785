package dev.sightline.trainer.network.graph;

import dev.sightline.inference.ImageTensor;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What is known of the training images before training, scaled to [0, 1]. For one thread. */
public final class PixelStatistics {
  private static final float FULL = 255;
  private static final int VALUES = 256;

  /** A channel that never changes is not divided by zero. */
  private static final double SMALLEST_VARIANCE = 1e-7;

  /** So many images tell enough of patches. */
  private static final int PATCHED_IMAGES = 5_000;

  /** Keeps directions of hardly any variance, noise, from being blown up. */
  private static final double WHITENING_EPSILON = 5e-4;

  private final byte[] pixels;
  private final Shape image;
  private long[][] counts;

  /**
   * Looks at nothing yet.
   *
   * @param pixels uint8 [images, height, width, channels]
   * @param image the shape of one: [height, width, channels]
   */
  public PixelStatistics(byte[] pixels, Shape image) {
    this.pixels = pixels;
    this.image = image;
  }

  /** The mean of each channel. */
  float[] mean() {
    float[] means = new float[channels()];
    for (int c = 0; c < means.length; c++) {
      means[c] = (float) mean(counts()[c]);
    }
    return means;
  }

  /** The variance of each channel over all images and places, above 0. */
  float[] variance() {
    float[] variances = new float[channels()];
    for (int c = 0; c < variances.length; c++) {
      variances[c] = (float) Math.max(variance(counts()[c]), SMALLEST_VARIANCE);
    }
    return variances;
  }

  /** How often each channel has each value: [channels][values]. */
  private long[][] counts() {
    if (counts == null) {
      counts = new long[channels()][VALUES];
      for (int at = 0; at < pixels.length; at += counts.length) {
        for (int c = 0; c < counts.length; c++) {
          counts[c][pixels[at + c] & 0xff]++;
        }
      }
    }
    return counts;
  }

  private double mean(long[] ofValues) {
    double sum = 0;
    for (int value = 0; value < VALUES; value++) {
      sum += ofValues[value] * (double) (value / FULL);
    }
    return sum / places();
  }

  private double variance(long[] ofValues) {
    double mean = mean(ofValues);
    double squares = 0;
    for (int value = 0; value < VALUES; value++) {
      double off = value / FULL - mean;
      squares += ofValues[value] * off * off;
    }
    return squares / places();
  }

  private double places() {
    return pixels.length / (double) channels();
  }

  private int channels() {
    return (int) image.get(2);
  }

  /**
   * A kernel [size, size, channels, filters] that makes the patches of normalized images
   * uncorrelated: the first half of its filters are the eigenvectors of the patches' covariance of
   * the largest eigenvalues, each divided by the square root of its eigenvalue; the second half are
   * the first's negatives, so that nothing is lost to a rectifier behind it. (Page, How to train
   * your ResNet 8, 2019; Jordan, 94% on CIFAR-10 in 3.29 seconds, 2024.)
   *
   * @throws IllegalArgumentException when the filters are an odd number or more than twice the
   *     values of a patch
   */
  float[] whitening(Shape kernel) {
    int values = (int) (kernel.size() / kernel.get(3));
    int kept = (int) kernel.get(3) / 2;
    if (kernel.get(3) % 2 != 0 || kept > values) {
      throw new IllegalArgumentException(
          "whitening of patches of %d values takes an even number of filters up to %d, not %d"
              .formatted(values, 2 * values, kernel.get(3)));
    }
    float[] covariance = patchCovariance((int) kernel.get(0), values);
    try (EagerSession session = EagerSession.create();
        TFloat32 matrix = TFloat32.tensorOf(Shape.of(values, values), DataBuffers.of(covariance))) {
      Ops tf = Ops.create(session);
      var eigen = tf.linalg.selfAdjointEig(tf.constantOf(matrix));
      float[] variances = ImageTensor.values(eigen.e().asTensor());
      float[] directions = ImageTensor.values(eigen.v().asTensor());
      return filters(values, kept, variances, directions);
    }
  }

  /** Eigenvectors are columns, by rising eigenvalue; the last ones are kept. */
  private static float[] filters(int values, int kept, float[] variances, float[] directions) {
    float[] kernel = new float[values * 2 * kept];
    for (int f = 0; f < kept; f++) {
      int direction = values - kept + f;
      double scale = 1 / Math.sqrt(variances[direction] + WHITENING_EPSILON);
      for (int i = 0; i < values; i++) {
        float value = (float) (directions[i * values + direction] * scale);
        kernel[i * 2 * kept + f] = value;
        kernel[i * 2 * kept + kept + f] = -value;
      }
    }
    return kernel;
  }

  /** The mean outer product of the patches, whose own mean is 0 by then; [values, values]. */
  private float[] patchCovariance(int size, int values) {
    float[][] normalized = normalized();
    int width = (int) image.get(1);
    int imageBytes = Math.toIntExact(image.size());
    int images = Math.min(PATCHED_IMAGES, pixels.length / imageBytes);
    double[] sums = new double[values * values];
    float[] patch = new float[values];
    long patches = 0;
    for (int n = 0; n < images; n++) {
      // Evenly over all, because sources go class by class.
      int at = (int) ((long) n * (pixels.length / imageBytes) / images) * imageBytes;
      for (int row = 0; row + size <= image.get(0); row++) {
        for (int column = 0; column + size <= width; column++) {
          take(at, row, column, size, normalized, patch);
          addOuterProduct(patch, sums);
          patches++;
        }
      }
    }
    float[] covariance = new float[sums.length];
    for (int i = 0; i < values; i++) {
      for (int j = 0; j <= i; j++) {
        float product = (float) (sums[i * values + j] / patches);
        covariance[i * values + j] = product;
        covariance[j * values + i] = product;
      }
    }
    return covariance;
  }

  /** Each channel's values less its mean, by its standard deviation: [channels][values]. */
  private float[][] normalized() {
    float[] mean = mean();
    float[] variance = variance();
    float[][] normalized = new float[mean.length][VALUES];
    for (int c = 0; c < mean.length; c++) {
      for (int value = 0; value < VALUES; value++) {
        normalized[c][value] = (float) ((value / FULL - mean[c]) / Math.sqrt(variance[c]));
      }
    }
    return normalized;
  }

  private void take(int at, int row, int column, int size, float[][] normalized, float[] patch) {
    int channels = channels();
    int i = 0;
    for (int y = row; y < row + size; y++) {
      int from = at + (int) (y * image.get(1) + column) * channels;
      for (int offset = 0; offset < size * channels; offset++) {
        patch[i++] = normalized[offset % channels][pixels[from + offset] & 0xff];
      }
    }
  }

  /** The lower triangle, for it is symmetric. */
  private static void addOuterProduct(float[] patch, double[] sums) {
    for (int i = 0; i < patch.length; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i * patch.length + j] += patch[i] * patch[j];
      }
    }
  }
}
