package dev.sightline.evaluation.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.evaluation.calibration.Calibration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class ConfidenceHistogramTest {
  private static final int MANIFEST_BINS = 15;

  private final ConfidenceHistogram histogram = new ConfidenceHistogram();

  @Test
  void aBinHoldsItsLowerBoundAndTheLastOneHoldsOneToo() {
    assertThat(ConfidenceHistogram.binOf(0)).hasValue(0);
    assertThat(ConfidenceHistogram.binOf(0.5)).hasValue(60);
    assertThat(ConfidenceHistogram.binOf(Math.nextDown(0.5))).hasValue(59);
    assertThat(ConfidenceHistogram.binOf(1)).hasValue(119);
    assertThat(ConfidenceHistogram.binOf(1.000005)).as("rounded").hasValue(119);
  }

  @Test
  void whatIsNoConfidenceIsCountedOutside() {
    for (double none : new double[] {Double.NaN, -0.001, 1.001, Double.POSITIVE_INFINITY}) {
      histogram.add(none);
    }
    histogram.add(0.25);

    assertThat(histogram.outside()).isEqualTo(4);
    assertThat(histogram.counts()).hasSize(ConfidenceHistogram.BINS);
    assertThat(histogram.counts().get(30)).isEqualTo(1);
    assertThat(histogram.total()).isEqualTo(5);
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> histogram.add(120, 1)).hasMessageContaining("0 to 119, found 120");
    assertThatThrownBy(() -> histogram.add(-1, 1)).hasMessageContaining("found -1");
    assertThatThrownBy(() -> histogram.add(3, -2)).hasMessageContaining("found -2");
    assertThatThrownBy(() -> histogram.addOutside(-2)).hasMessageContaining("found -2");
  }

  @Test
  void whatWasAddedCanBeTakenBack() {
    ConfidenceHistogram other = new ConfidenceHistogram();
    other.add(0.25);
    other.add(Double.NaN);
    histogram.add(0.25);
    histogram.add(other);
    assertThat(histogram.counts().get(30)).isEqualTo(2);
    assertThat(histogram.outside()).isEqualTo(1);

    histogram.subtract(other);
    assertThat(histogram.counts().get(30)).isEqualTo(1);
    assertThat(histogram.total()).isEqualTo(1);
    assertThatThrownBy(() -> histogram.subtract(other)).hasMessageContaining("found -1");
  }

  @Property
  void eightBinsAreOneOfTheManifests(@ForAll @FloatRange(min = 0, max = 1) float confidence) {
    Calibration calibration = new Calibration(MANIFEST_BINS);
    calibration.add(confidence, true);

    int bin = ConfidenceHistogram.binOf(confidence).orElseThrow();

    assertThat(calibration.bins().get(bin / 8).images()).isEqualTo(1);
  }
}
