package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.evaluation.comparison.McNemar;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NamedScoresTest {
  /** Five images: a cat, a cat, a dog, a dog, a cat. */
  private final NamedScores champion =
      scores(
          List.of("cat", "dog"),
          new int[] {0, 0, 1, 1, 0},
          0.9f,
          0.1f, /**/
          0.2f,
          0.8f, /**/
          0.3f,
          0.7f, /**/
          0.6f,
          0.4f, /**/
          0.9f,
          0.1f);

  private static NamedScores scores(List<String> labels, int[] actual, float... probabilities) {
    return new NamedScores(
        new ScoredImages(labels.size(), actual, probabilities).predicted(), labels);
  }

  @Nested
  class WhenTwoModelsHaveScoredTheSameImages {
    @Test
    void itIsCountedWhichOfThemWasRightWhere() {
      NamedScores challenger =
          scores(
              List.of("cat", "dog"),
              new int[] {0, 0, 1, 1, 0},
              0.8f,
              0.2f, /**/
              0.9f,
              0.1f, /**/
              0.7f,
              0.3f, /**/
              0.8f,
              0.2f, /**/
              0.6f,
              0.4f);

      assertThat(champion.against(challenger)).isEqualTo(new McNemar(2, 1, 1, 1));
      assertThat(challenger.against(champion)).isEqualTo(new McNemar(2, 1, 1, 1));
    }

    @Test
    void theOrderOfTheLabelsIsEachModelsOwn() {
      NamedScores challenger =
          scores(
              List.of("dog", "cat"),
              new int[] {1, 1, 0, 0, 1},
              0.2f,
              0.8f, /**/
              0.1f,
              0.9f, /**/
              0.6f,
              0.4f, /**/
              0.7f,
              0.3f, /**/
              0.1f,
              0.9f);

      assertThat(champion.against(challenger)).isEqualTo(new McNemar(3, 0, 2, 0));
    }
  }

  @Nested
  class WhenTheImagesAreNotTheSame {
    @Test
    void anotherNumberIsRejected() {
      NamedScores fewer = scores(List.of("cat", "dog"), new int[] {0}, 0.8f, 0.2f);

      assertThatThrownBy(() -> champion.against(fewer))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessage("expected the same held-out images, found 5 and 1");
    }

    @Test
    void anotherOrderIsRejected() {
      NamedScores moved = scores(List.of("cat", "dog"), new int[] {0, 1, 0, 1, 0}, new float[10]);

      assertThatThrownBy(() -> champion.against(moved))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessage("expected the same held-out images, found a cat and a dog at 1");
    }

    @Test
    void noneAtAllAreRejected() {
      NamedScores none = scores(List.of("cat", "dog"), new int[0]);

      assertThatThrownBy(() -> none.against(none)).isInstanceOf(ModelRejectedException.class);
    }
  }
}
