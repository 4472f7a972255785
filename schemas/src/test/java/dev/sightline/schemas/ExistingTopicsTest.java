package dev.sightline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExistingTopicsTest {
  private final ExistingTopics existing = new ExistingTopics(Map.of("images", 6, "labels", 3));

  @Nested
  class WhenTopicsAreNeeded {
    @Test
    void nothingIsWrongWhereAllAreThere() {
      assertThat(existing.missing(Topics.IMAGES, Topics.LABELS)).isEmpty();
    }

    @Test
    void oneThatIsMissingIsNamedWithItsRemedy() {
      assertThat(existing.missing(Topics.IMAGES, Topics.METRICS))
          .contains("there is no topic metrics: `sightline topics create` creates it");
    }

    @Test
    void allThatAreMissingAreNamed() {
      assertThat(existing.missing(Topics.MODELS, Topics.IMAGES, Topics.METRICS))
          .contains("there are no topics models, metrics: `sightline topics create` creates them");
    }
  }

  @Nested
  class WhenTopicsMustHaveTheSameNumberOfPartitions {
    @Test
    void nothingIsWrongWhereTheyHave() {
      assertThat(
              Topics.coPartitioningFault(
                  Map.of("images", 4, "predictions", 4, "labels", 3, "models", 1), Map.of()))
          .isEmpty();
    }

    @Test
    void eachIsSaidWithItsNumberWhereTheyHaveNot() {
      assertThat(
              Topics.coPartitioningFault(
                  Map.of("images", 4, "predictions", 3, "labels", 5, "models", 1), Map.of()))
          .contains(
              "images, predictions must have the same number of partitions, but images has 4,"
                  + " predictions has 3");
    }

    @Test
    void thoseThatWouldBeCreatedCountToo() {
      assertThat(
              Topics.coPartitioningFault(
                  Map.of("images", 4), Map.of("images", 4, "predictions", 2)))
          .contains(
              "images, predictions must have the same number of partitions, but images has 4,"
                  + " predictions would get 2");
    }

    @Test
    void oneThatIsNotThereIsComparedWithNothing() {
      assertThat(Topics.coPartitioningFault(Map.of("images", 4), Map.of("images", 4))).isEmpty();
    }
  }
}
