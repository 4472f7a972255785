package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecentTest {
  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  /** Ten predictions of a confidence near 0.25, and ten near 0.75. */
  private static MetricsWindow window(Double accuracy) {
    List<Long> confidences = new ArrayList<>(Collections.nCopies(ConfidenceHistogram.BINS, 0L));
    confidences.set(30, 10L);
    confidences.set(90, 10L);
    return MetricsWindow.newBuilder()
        .setModelName("cifar10")
        .setModelVersion(2)
        .setWindowStart(Instant.EPOCH)
        .setWindowEnd(Instant.EPOCH.plusSeconds(20))
        .setPredictions(20)
        .setLabelled(accuracy == null ? 0 : 1_500)
        .setCorrect(0)
        .setLabelCoverage(0.5)
        .setAccuracy(accuracy)
        .setLabels(List.of("cat", "dog"))
        .setConfusionMatrix(List.of(0L, 0L, 0L, 0L))
        .setClasses(List.of())
        .setConfidences(confidences)
        .build();
  }

  @Test
  void theEstimateStandsBesideWhatCameOfIt() {
    HeldOutReference reference =
        new HeldOutReference(
            1_000,
            700,
            List.of(),
            List.of(
                new Calibration.Bin(0, 0.5, 500, 0.25, 0.3),
                new Calibration.Bin(0.5, 1, 500, 0.75, 0.9)));
    assertThat(new Recent(window(0.55), Optional.of(reference)).text())
        .isEqualTo("last 20 s: accuracy estimated 0.600, realised 0.550 of 1,500; held out 0.700")
        .hasSizeLessThanOrEqualTo(79);
  }

  @Test
  void ofAFewLabelsNoAccuracyIsTold() {
    MetricsWindow window = window(0.55);
    window.setLabelled(19);

    assertThat(new Recent(window, Optional.empty()).text())
        .isEqualTo("last 20 s: accuracy estimated -, realised - of 19; held out -");
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertThat(new Recent(window(null), Optional.empty()).text())
        .isEqualTo("last 20 s: accuracy estimated -, realised - of 0; held out -");
  }
}
