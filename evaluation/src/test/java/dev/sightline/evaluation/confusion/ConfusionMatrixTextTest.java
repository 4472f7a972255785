package dev.sightline.evaluation.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
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

  @Nested
  class WhenThereIsLittleRoom {
    private final ConfusionMatrix cifar10 =
        new ConfusionMatrix(
            List.of(
                "airplane",
                "automobile",
                "bird",
                "cat",
                "deer",
                "dog",
                "frog",
                "horse",
                "ship",
                "truck"));

    @Test
    void whatFitsIsAsItIs() {
      assertThat(ConfusionMatrixText.fitting(cifar10, 100, 11))
          .isEqualTo(ConfusionMatrixText.of(cifar10));
    }

    @Test
    void labelsOfColumnsAreAbbreviated() {
      cifar10.add(1, 2, 1234);

      String text = ConfusionMatrixText.fitting(cifar10, 79, 11);

      assertThat(ConfusionMatrixText.of(cifar10).lines()).anyMatch(line -> line.length() > 79);
      assertThat(text.lines()).hasSize(11).allMatch(line -> line.length() <= 79);
      assertThat(text).contains("airp  auto", "automobile", "1234");
    }

    @Test
    void recallAndPrecisionStayAsLongAsAllClassesDo() {
      cifar10.add(1, 1, 30);
      cifar10.add(1, 2, 10);

      String text = ConfusionMatrixText.fittingWithScores(cifar10, 79, 20);

      assertThat(text.lines()).hasSize(12).allMatch(line -> line.length() <= 79);
      assertThat(text.lines().findFirst()).get().asString().contains("airp  auto").endsWith("reca");
      assertThat(text.lines())
          .anyMatch(line -> line.startsWith("automobile ") && line.endsWith("0.75"))
          .last()
          .asString()
          .matches("precision +- +1\\.00 +0\\.00 +-.*");
      assertThat(ConfusionMatrixText.fittingWithScores(cifar10, 200, 20))
          .isEqualTo(ConfusionMatrixText.withScores(cifar10));
    }

    @Test
    void scoresWithoutRoomAreSaidWhereALineIsLeft() {
      assertThat(ConfusionMatrixText.fittingWithScores(cifar10, 60, 20))
          .endsWith("recall and precision without room\n");
      assertThat(ConfusionMatrixText.fittingWithScores(cifar10, 79, 11).lines()).hasSize(11);
    }

    @Test
    void theRarestClassesAreLeftOutWithAWord() {
      cifar10.add(3, 5, 7);
      cifar10.add(8, 8, 9);

      String text = ConfusionMatrixText.fitting(cifar10, 79, 5);

      assertThat(text)
          .isEqualTo(
              """
              actual \\ predicted  cat  dog  ship
              cat                   .    7     .
              dog                   .    .     .
              ship                  .    .     9
              and 7 more classes without room
              """);
    }

    @Test
    void countsAreNeverCut() {
      cifar10.add(0, 0, 123_456_789);

      String text = ConfusionMatrixText.fitting(cifar10, 40, 11);

      assertThat(text).contains("123456789", "more classes");
      assertThat(text.lines().filter(line -> !line.startsWith("and")))
          .allMatch(line -> line.length() <= 40);
    }

    @Test
    void withoutAnyRoomItSaysSo() {
      assertThat(ConfusionMatrixText.fitting(cifar10, 5, 2)).isEqualTo("10 classes: no room\n");
    }
  }
}
