package dev.sightline.evaluation.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTextTest {

  @Test
  void columnsAreAlignedAndZerosAreDots() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(List.of("cat", "automobile"), new long[] {12345, 0, 7, 80});
    assertThat(ConfusionMatrixText.of(matrix))
        .isEqualTo(
            """
            actual \\ predicted    cat  automobile
            cat                 12345           .
            automobile              7          80
            """);
  }

  @Test
  void recallStandsAtTheEndOfARowAndPrecisionUnderAColumn() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(
            List.of("cat", "automobile", "unseen"),
            new long[] {
              40, 10, 0,
              0, 100, 0,
              0, 0, 0
            });
    assertThat(ConfusionMatrixText.withScores(matrix))
        .isEqualTo(
            """
            actual \\ predicted    cat  automobile  unseen  recall
            cat                    40          10       .   0.800
            automobile              .         100       .   1.000
            unseen                  .           .       .       -
            precision           1.000       0.909       -
            """);
  }

  @Test
  void longLabelsAreCutAndControlCharactersDoNotReachTheTerminal() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(List.of("a very long class name", "\u001b[31mred"));
    assertThat(ConfusionMatrixText.of(matrix)).contains("a very long…").contains("?[31mred");
  }

  @Test
  void anEmptyMatrixIsItsCorner() {
    assertThat(ConfusionMatrixText.of(new ConfusionMatrix(List.of())))
        .isEqualTo("actual \\ predicted\n");
  }

  @Test
  void asNumpyPrintsItCountsAreRightAligned() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(List.of("cat", "dog"), new long[] {50, 2, 3, 12345});
    assertThat(ConfusionMatrixText.numpy(matrix)).isEqualTo("[[   50     2]\n [    3 12345]]");
    assertThat(ConfusionMatrixText.numpy(new ConfusionMatrix(List.of()))).isEqualTo("[]");
  }
}
