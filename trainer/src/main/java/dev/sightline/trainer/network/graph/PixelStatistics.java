package dev.sightline.trainer.network.graph;

import dev.sightline.inference.ImageTensor;
import java.util.Arrays;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is known of the training images before training, scaled to [0, 1].
 *
 * @param pixels uint8 [images, height, width, channels]
 * @param image the shape of one: [height, width, channels]
 */
public record PixelStatistics(byte[] pixels, Shape image) {
  private static final float FULL = 255;

  /** A channel that never changes is not divided by zero. */
  private static final double SMALLEST_VARIANCE = 1e-7;

  /** So many images tell enough of patches. */
  private static final int PATCHED_IMAGES = 5_000;

  /** Keeps directions of hardly any variance, noise, from being blown up. */
  private static final double WHITENING_EPSILON = 5e-4;

  /** The mean of each channel. */
  float[] mean() {
    return floats(means());
  }

  /** The variance of each channel over all images and places, above 0. */
  float[] variance() {
    int channels = channels();
    double[] means = means();
    double[] squares = new double[channels];
    for (int i = 0; i < pixels.length; i++) {
      double off = (pixels[i] & 0xff) / FULL - means[i % channels];
      squares[i % channels] += off * off;
    }
    double[] variances = divided(squares);
    return floats(Arrays.stream(variances).map(v -> Math.max(v, SMALLEST_VARIANCE)).toArray());
  }

  private double[] means() {
    double[] sums = new double[channels()];
    for (int i = 0; i < pixels.length; i++) {
      sums[i % sums.length] += (pixels[i] & 0xff) / FULL;
    }
    return divided(sums);
  }

  private double[] divided(double[] sums) {
    double count = pixels.length / (double) sums.length;
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
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
    float[] mean = mean();
    float[] variance = variance();
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
          take(at, row, column, size, mean, variance, patch);
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

  private void take(
      int at, int row, int column, int size, float[] mean, float[] variance, float[] patch) {
    int channels = channels();
    int i = 0;
    for (int y = row; y < row + size; y++) {
      int from = at + (int) (y * image.get(1) + column) * channels;
      for (int offset = 0; offset < size * channels; offset++) {
        int c = offset % channels;
        float value = (pixels[from + offset] & 0xff) / FULL;
        patch[i++] = (float) ((value - mean[c]) / Math.sqrt(variance[c]));
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

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
