package dev.sightline.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void theErrorIsTheGapOfEachBinWeightedByItsImages() {
    Calibration calibration = new Calibration(10);
    for (int i = 0; i < 4; i++) {
      calibration.add(0.95, i < 3);
    }
    calibration.add(0.55, true);

    assertThat(calibration.bins().get(9).images()).isEqualTo(4);
    assertThat(calibration.bins().get(9).meanConfidence()).isCloseTo(0.95, within(1e-12));
    assertThat(calibration.bins().get(9).accuracy()).isEqualTo(0.75);
    assertThat(calibration.bins().get(0)).isEqualTo(new Calibration.Bin(0, 0.1, 0, 0, 0));
    assertThat(calibration.expectedCalibrationError().orElseThrow())
        .isCloseTo((4 * 0.20 + 0.45) / 5, within(1e-12));
  }

  @Test
  void theBordersBelongToTheUpperBinAndOneToTheLast() {
    Calibration calibration = new Calibration(2);
    calibration.add(0, true);
    calibration.add(0.5, true);
    calibration.add(1, true);
    calibration.add(1.0000001f, true);
    assertThat(calibration.bins()).extracting(Calibration.Bin::images).containsExactly(1L, 3L);
    assertThat(calibration.bins().get(1).meanConfidence()).isLessThanOrEqualTo(1);
  }

  @Test
  void whatIsNoConfidenceIsRefused() {
    Calibration calibration = new Calibration(2);
    assertThatThrownBy(() -> calibration.add(Double.NaN, true)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> calibration.add(-0.1, true)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> calibration.add(1.1, true)).hasMessageContaining("1.1");
    assertThat(calibration.expectedCalibrationError()).isEmpty();
  }

  @Test
  void aCalibratedClassifierHasNextToNoError() {
    Calibration calibration = new Calibration(15);
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double confidence = random.nextDouble();
      calibration.add(confidence, random.nextDouble() < confidence);
    }
    assertThat(calibration.expectedCalibrationError().orElseThrow()).isLessThan(0.01);
  }

  @Property(tries = 200)
  void everyBinsMeanLiesInItsRange(
      @ForAll @NotEmpty List<@DoubleRange(min = 0, max = 1) Double> confidences) {
    Calibration calibration = new Calibration(7);
    for (double confidence : confidences) {
      calibration.add(confidence, confidence > 0.3);
    }
    assertThat(calibration.bins().stream().mapToLong(Calibration.Bin::images).sum())
        .isEqualTo(confidences.size());
    assertThat(calibration.bins())
        .filteredOn(bin -> bin.images() > 0)
        .allSatisfy(
            bin -> assertThat(bin.meanConfidence()).isBetween(bin.from() - 1e-9, bin.to() + 1e-9));
  }
}
