package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.WindowCell;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WindowMatrixTextTest {
  @Test
  void theMatrixHasRecallAndPrecisionAtItsEdges() {
    assertThat(WindowMatrixText.of(Windows.labelled(3, 0, 140).build()))
        .isEqualTo(
            """
            actual \\ predicted    cat  automobile  recall
            cat                    40          10   0.800
            automobile              .         100   1.000
            precision           1.000       0.909\
            """);
  }

  @Nested
  class WhenThereIsLittleRoom {
    @Test
    void scoresMakeWayFirst() {
      assertThat(WindowMatrixText.of(Windows.labelled(3, 0, 140).build(), 45, 3))
          .isEqualTo(
              """
              actual \\ predicted  cat  automobile
              cat                  40          10
              automobile            .         100\
              """);
    }
  }

  @Nested
  class WhenNothingIsLabelledYet {
    @Test
    void thereIsNoMatrix() {
      assertThat(WindowMatrixText.of(Windows.unlabelled(3, 0).build())).isEmpty();
    }
  }

  @Nested
  class WhenThereAreTooManyClassesForAMatrix {
    @Test
    void theLargestConfusionsAreShown() {
      MetricsWindow window =
          Windows.unlabelled(3, 0)
              .setLabels(List.of("cat", "dog", "f\nrog"))
              .setConfusionCells(
                  List.of(
                      new WindowCell(0, 0, 5L), new WindowCell(2, 1, 3L), new WindowCell(1, 0, 1L)))
              .build();

      assertThat(WindowMatrixText.of(window))
          .isEqualTo(
              """
              3 classes; most often taken for another:
                     3  f?rog as dog
                     1  dog as cat\
              """);
    }
  }
}
