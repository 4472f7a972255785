package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.WindowCell;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MetricsTableTest {
  private final MetricsTable table = new MetricsTable();

  @Test
  void showsTheHeadlineAndTheMatrixWithRecallAndPrecision() {
    MetricsWindow window =
        window()
            .setPredictions(1000)
            .setLabelled(150)
            .setCorrect(140)
            .setLabelCoverage(0.15)
            .setAccuracy(140 / 150.0)
            .setMacroF1(0.9)
            .setMedianLabelDelayMs(5200L)
            .setLabels(List.of("cat", "automobile"))
            .setConfusionMatrix(List.of(40L, 10L, 0L, 100L))
            .setClasses(
                List.of(
                    new ClassMetrics("cat", 1.0, 0.8, 0.889, 50L),
                    new ClassMetrics("automobile", 0.909, 1.0, 0.952, 100L)))
            .build();

    assertThat(table.render(window))
        .isEqualTo(
            """
            cifar10/3  2026-01-01T00:00:00Z to 2026-01-01T00:01:00Z  1000 predictions, 150 labelled (15.0%)  accuracy 93.3%  macro F1 0.900  labels after 5.2s
            actual \\ predicted    cat  automobile  recall
            cat                    40          10   0.800
            automobile              .         100   1.000
            precision           1.000       0.909\
            """);
  }

  @Nested
  class WhenNothingIsLabelledYet {
    @Test
    void whatIsUnknownIsADash() {
      MetricsWindow window =
          window()
              .setPredictions(10)
              .setLabelled(0)
              .setCorrect(0)
              .setLabelCoverage(0)
              .setLabels(List.of())
              .setConfusionMatrix(List.of())
              .setClasses(List.of())
              .build();

      assertThat(table.render(window))
          .endsWith("10 predictions, 0 labelled (0.0%)  accuracy -  macro F1 -");
    }
  }

  @Nested
  class WhenThereAreTooManyClassesForAMatrix {
    @Test
    void theLargestConfusionsAreShown() {
      MetricsWindow window =
          window()
              .setPredictions(10)
              .setLabelled(9)
              .setCorrect(5)
              .setLabelCoverage(0.9)
              .setLabels(List.of("cat", "dog", "f\nrog"))
              .setConfusionMatrix(List.of())
              .setConfusionCells(
                  List.of(
                      new WindowCell(0, 0, 5L), new WindowCell(2, 1, 3L), new WindowCell(1, 0, 1L)))
              .setClasses(List.of())
              .build();

      assertThat(table.render(window))
          .endsWith(
              """

              3 classes; most often taken for another:
                     3  f?rog as dog
                     1  dog as cat\
              """);
    }
  }

  private static MetricsWindow.Builder window() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    return MetricsWindow.newBuilder()
        .setModelName("cifar10")
        .setModelVersion(3)
        .setWindowStart(start)
        .setWindowEnd(start.plusSeconds(60));
  }
}
