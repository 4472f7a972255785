package dev.sightline.trainer.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.network.Activation;
import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Padding;
import dev.sightline.trainer.network.Weight;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class InitialValuesTest {
  private static final int SIDE = 8;
  private static final int IMAGES = 200;
  private static final Shape IMAGE = Shape.of(SIDE, SIDE, 3);
  private static final int FILTERS = 24;
  private static final byte[] PIXELS = correlated(5);

  private static final Network NETWORK =
      new Network(
          "whitened",
          IMAGE,
          List.of(
              new Layer.Normalization(),
              new Layer.Conv(
                  2, FILTERS, Activation.RELU, Padding.VALID, false, Weight.Initial.WHITENING),
              new Layer.Conv(3, 32, Activation.NONE, Padding.SAME, false, Weight.Initial.DIRAC),
              new Layer.BatchNorm(),
              new Layer.GlobalMaxPool(),
              new Layer.Dense(10, Activation.SOFTMAX)));

  @Nested
  class WhenTheyAreDrawn {
    @Test
    void theSameSeedGivesTheSameAndAnotherOthers() {
      assertThat(values(1)).usingRecursiveComparison().isEqualTo(values(1));
      assertThat(values(1).get("dense/kernel")).isNotEqualTo(values(2).get("dense/kernel"));
    }

    @Test
    void theyFillTheirRangeAndStayInIt() {
      float limit = (float) Math.sqrt(6.0 / (32 + 10));
      float[] kernel = values(1).get("dense/kernel");
      assertThat(kernel).hasSize(320);
      float largest = 0;
      float sum = 0;
      for (float value : kernel) {
        largest = Math.max(largest, Math.abs(value));
        sum += value;
      }
      assertThat(largest).isBetween(0.95f * limit, limit);
      assertThat(sum / kernel.length).isCloseTo(0, within(0.1f * limit));
    }
  }

  @Nested
  class WhenTheyAreDirac {
    private final float[] kernel = values(1).get("conv2d_1/kernel");

    @Test
    void asManyFiltersAsThereAreInputsPassOneEachThrough() {
      for (int place = 0; place < 9; place++) {
        for (int input = 0; input < FILTERS; input++) {
          for (int filter = 0; filter < FILTERS; filter++) {
            boolean passes = place == 4 && input == filter;
            assertThat(kernel[(place * FILTERS + input) * 32 + filter]).isEqualTo(passes ? 1 : 0);
          }
        }
      }
    }

    @Test
    void theOthersAreDrawnWithinOneByTheRootOfTheFanIn() {
      float limit = (float) (1 / Math.sqrt(9 * FILTERS));
      for (int row = 0; row < 9 * FILTERS; row++) {
        for (int filter = FILTERS; filter < 32; filter++) {
          assertThat(Math.abs(kernel[row * 32 + filter])).isBetween(Float.MIN_VALUE, limit);
        }
      }
    }
  }

  @Nested
  class WhenTheyComeFromTheData {
    private final Map<String, float[]> values = values(1);

    @Test
    void theNormalizationHasMeanAndVarianceOfEachChannel() {
      for (int channel = 0; channel < 3; channel++) {
        double mean = 0;
        for (int i = channel; i < PIXELS.length; i += 3) {
          mean += (PIXELS[i] & 0xff) / 255.0 / (PIXELS.length / 3);
        }
        double variance = 0;
        for (int i = channel; i < PIXELS.length; i += 3) {
          variance += Math.pow((PIXELS[i] & 0xff) / 255.0 - mean, 2) / (PIXELS.length / 3);
        }
        assertThat(values.get("normalization/mean")[channel])
            .isCloseTo((float) mean, within(1e-6f));
        assertThat(values.get("normalization/variance")[channel])
            .isCloseTo((float) variance, within(1e-6f));
      }
    }

    @Test
    void whitenedPatchesAreUncorrelatedAndOfVarianceOne() {
      double[][] covariance = covariance(values, FILTERS / 2);
      for (int i = 0; i < FILTERS / 2; i++) {
        for (int j = 0; j < FILTERS / 2; j++) {
          assertThat(covariance[i][j])
              .as("outputs %d and %d", i, j)
              .isCloseTo(i == j ? 1 : 0, within(0.05));
        }
      }
    }

    @Test
    void theSecondHalfOfTheWhiteningIsTheFirstsNegative() {
      float[] kernel = values.get("conv2d/kernel");
      for (int row = 0; row < 12; row++) {
        for (int f = 0; f < 12; f++) {
          assertThat(kernel[row * 24 + 12 + f]).isEqualTo(-kernel[row * 24 + f]);
        }
      }
    }

    @Test
    void aChannelThatNeverChangesIsNotDividedByZero() {
      float[] variance = new PixelStatistics(new byte[6], Shape.of(1, 1, 3)).variance();
      for (float value : variance) {
        assertThat(value).isPositive();
      }
    }

    @Test
    void fewerFiltersKeepTheDirectionsOfTheLargestVariance() {
      float[] all = values.get("conv2d/kernel");
      float[] kept = new PixelStatistics(PIXELS, IMAGE).whitening(Shape.of(2, 2, 3, 8));
      for (int row = 0; row < 12; row++) {
        for (int f = 0; f < 4; f++) {
          // Directions lie by rising variance.
          assertThat(kept[row * 8 + f]).isEqualTo(all[row * 24 + 8 + f]);
          assertThat(kept[row * 8 + 4 + f]).isEqualTo(-kept[row * 8 + f]);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 26})
    void filtersComeInPairsAndAreNoMoreThanThereAreDirections(int filters) {
      Shape kernel = Shape.of(2, 2, 3, filters);
      assertThatThrownBy(() -> new PixelStatistics(PIXELS, IMAGE).whitening(kernel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an even number of filters up to 24, not " + filters);
    }
  }

  private static Map<String, float[]> values(long seed) {
    return new InitialValues(seed, new PixelStatistics(PIXELS, IMAGE)).of(NETWORK);
  }

  /** The mean products of a whitening's outputs, two each, over all patches of all images. */
  private static double[][] covariance(Map<String, float[]> values, int filters) {
    float[] mean = values.get("normalization/mean");
    float[] variance = values.get("normalization/variance");
    float[] kernel = values.get("conv2d/kernel");
    double[][] covariance = new double[filters][filters];
    int patches = IMAGES * (SIDE - 1) * (SIDE - 1);
    for (int patch = 0; patch < patches; patch++) {
      int image = patch / ((SIDE - 1) * (SIDE - 1));
      int row = patch / (SIDE - 1) % (SIDE - 1);
      int column = patch % (SIDE - 1);
      double[] outputs = new double[filters];
      for (int i = 0; i < 12; i++) {
        int y = row + i / 6;
        int x = column + i / 3 % 2;
        int channel = i % 3;
        int pixel = PIXELS[((image * SIDE + y) * SIDE + x) * 3 + channel] & 0xff;
        double value = (pixel / 255.0 - mean[channel]) / Math.sqrt(variance[channel]);
        for (int f = 0; f < filters; f++) {
          outputs[f] += value * kernel[i * FILTERS + f];
        }
      }
      for (int f = 0; f < filters; f++) {
        for (int g = 0; g < filters; g++) {
          covariance[f][g] += outputs[f] * outputs[g] / patches;
        }
      }
    }
    return covariance;
  }

  /** Every value is partly that of the pixel to its left and of the channel before it. */
  private static byte[] correlated(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[IMAGES * SIDE * SIDE * 3];
    double[] smooth = new double[3];
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % 3;
      double before = channel == 0 ? 0 : smooth[channel - 1];
      smooth[channel] = 0.4 * smooth[channel] + 0.2 * before + 0.5 * (random.nextDouble() - 0.5);
      pixels[i] = (byte) Math.round(Math.max(0, Math.min(255, 128 + 200 * smooth[channel])));
    }
    return pixels;
  }
}
