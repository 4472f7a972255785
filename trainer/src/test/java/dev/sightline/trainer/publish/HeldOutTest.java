package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.CalibrationMethod;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.trainer.evaluation.ScoredImages;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  /** Three right and one wrong, all with odds of 81 to 1. */
  private final ScoredImages tooSure =
      new ScoredImages(
          2,
          new int[] {0, 0, 0, 1},
          new float[] {81 / 82f, 1 / 82f, 81 / 82f, 1 / 82f, 81 / 82f, 1 / 82f, 81 / 82f, 1 / 82f});

  @Nested
  class WhenThereWasAValidationSplit {
    /** A temperature of 4 makes odds of 3 to 1: just what the three of four right deserve. */
    private final HeldOutEvaluation evaluation =
        HeldOut.of(tooSure, new TemperatureScaling(4), 500);

    private final CalibrationFit fit = evaluation.getCalibrationFit();

    @Test
    void theFitStandsInTheManifest() {
      assertThat(fit.getMethod()).isEqualTo(CalibrationMethod.TEMPERATURE);
      assertThat(fit.getTemperature()).isEqualTo(4);
      assertThat(fit.getValidationImages()).isEqualTo(500);
    }

    @Test
    void whatItDoesToTheHeldOutImagesIsMeasured() {
      double before = -(3 * Math.log(81 / 82.0) + Math.log(1 / 82.0)) / 4;
      double after = -(3 * Math.log(0.75) + Math.log(0.25)) / 4;
      assertThat(fit.getLossBefore()).isCloseTo(before, within(1e-6));
      assertThat(fit.getLossAfter()).isCloseTo(after, within(1e-6));
      assertThat(fit.getExpectedCalibrationErrorBefore()).isCloseTo(81 / 82.0 - 0.75, within(1e-6));
      assertThat(fit.getExpectedCalibrationErrorAfter()).isCloseTo(0, within(1e-6));
    }

    @Test
    void allElseIsOfTheProbabilitiesAsTheModelGivesThem() {
      HeldOutEvaluation raw = HeldOut.of(tooSure);
      assertThat(evaluation.getLoss()).isEqualTo(fit.getLossBefore()).isEqualTo(raw.getLoss());
      assertThat(evaluation.getConfusionMatrix()).isEqualTo(raw.getConfusionMatrix());
      assertThat(evaluation.getCalibration()).isEqualTo(raw.getCalibration());
      assertThat(tooSure.probabilities()[0]).isEqualTo(81 / 82f);
    }
  }

  @Nested
  class WhenThereWasNone {
    @Test
    void nothingIsSaidOfAFit() {
      assertThat(HeldOut.of(tooSure).getCalibrationFit()).isNull();
    }

    @Test
    void aFitOnNoImagesIsRefused() {
      assertThatThrownBy(() -> HeldOut.of(tooSure, TemperatureScaling.NONE, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("on 0 validation images");
    }
  }
}
