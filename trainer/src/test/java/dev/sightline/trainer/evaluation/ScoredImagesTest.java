package dev.sightline.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.trainer.data.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScoredImagesTest {
  private static final float[] PROBABILITIES = {
    0.7f, 0.2f, 0.1f, //
    0.1f, 0.3f, 0.6f, //
    0.4f, 0.4f, 0.2f, //
    0.0f, 0.0f, 1.0f,
  };

  @Nested
  class WhenImagesHaveBeenScored {
    private final ScoredImages scored = new ScoredImages(3, new int[] {0, 1, 1, 2}, PROBABILITIES);

    @Test
    void countsActualInRowsAndPredictedInColumns() {
      assertThat(scored.confusionMatrix()).containsExactly(1, 0, 0, 1, 0, 1, 0, 0, 1);
    }

    @Test
    void theLowerIndexWinsATie() {
      assertThat(scored.predicted().top1(2)).isZero();
    }

    @Test
    void accuracyIsTheShareOfTheDiagonal() {
      assertThat(scored.accuracy()).isEqualTo(0.5);
    }

    @Test
    void confidenceIsTheProbabilityOfThePredictedClass() {
      assertThat(scored.predicted().confidence(1)).isEqualTo(0.6f);
      assertThat(scored.predicted().isRight(1)).isFalse();
      assertThat(scored.predicted().confidence(3)).isEqualTo(1);
      assertThat(scored.predicted().isRight(3)).isTrue();
    }

    @Test
    void theCalibrationErrorIsTheMeanDistanceOfConfidenceAndAccuracy() {
      double expected = (Math.abs(1 - 0.7) + Math.abs(0 - 0.6) + Math.abs(0 - 0.4) + 0) / 4;
      assertThat(scored.expectedCalibrationError()).isCloseTo(expected, within(1e-6));
      assertThat(scored.calibration().bins()).hasSize(15);
    }

    @Test
    void calibratedOnesAreScaledAndTheRawOnesStay() {
      float[] raw = scored.probabilities().clone();
      ScoredImages calibrated = scored.calibrated(new TemperatureScaling(2));
      double sum = Math.sqrt(0.7) + Math.sqrt(0.2) + Math.sqrt(0.1);
      assertThat(calibrated.predicted().confidence(0))
          .isCloseTo((float) (Math.sqrt(0.7) / sum), within(1e-6f));
      assertThat(calibrated.labels()).isEqualTo(scored.labels());
      assertThat(scored.probabilities()).isEqualTo(raw);
    }

    @Test
    void lossIsTheMeanCrossEntropy() {
      double expected = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.4) + Math.log(1)) / 4;
      assertThat(scored.loss()).isCloseTo(expected, within(1e-6));
    }
  }

  @Nested
  class WhenAProbabilityIsZeroOrNoNumber {
    @Test
    void aZeroCostsAsMuchAsInKeras() {
      var scored = new ScoredImages(2, new int[] {0}, new float[] {0, 1});
      assertThat(scored.loss()).isCloseTo(-Math.log(1e-7), within(1e-6));
    }

    @Test
    void aNaNIsNotHidden() {
      var scored = new ScoredImages(2, new int[] {0}, new float[] {Float.NaN, Float.NaN});
      assertThat(scored.loss()).isNaN();
    }
  }

  @Nested
  class WhenThereAreMoreImagesThanABatch {
    @Test
    void scoresEachOnceTheLastBatchIncluded() {
      Examples images = new Examples(1, 1, new byte[1800], new int[600]);
      List<String> calls = new ArrayList<>();
      ScoredImages scored =
          ScoredImages.of(
              (pixels, first, count) -> {
                calls.add(first + "+" + count);
                float[] probabilities = new float[count];
                Arrays.fill(probabilities, first);
                return probabilities;
              },
              images,
              1);
      assertThat(calls).containsExactly("0+256", "256+256", "512+88");
      assertThat(scored.probabilities()[255]).isEqualTo(0);
      assertThat(scored.probabilities()[599]).isEqualTo(512);
    }
  }

  @Nested
  class WhenSizesOrLabelsAreWrong {
    @Test
    void refusesThem() {
      assertThatThrownBy(() -> new ScoredImages(3, new int[] {0}, new float[4]))
          .hasMessageContaining("need 3 probabilities but got 4");
      assertThatThrownBy(() -> new ScoredImages(3, new int[] {3}, new float[3]))
          .hasMessageContaining("label 3 is none of 3 classes");
    }
  }
}
