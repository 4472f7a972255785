package dev.sightline.topology.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TopicFaultsTest {
  private static final long PRODUCER = 32 << 20;

  private final Map<String, TopicSettings> topics = new HashMap<>();

  /** As `topics create` makes them. */
  TopicFaultsTest() {
    policies(Topics.MODELS, "compact");
    policies(Topics.MODEL_RELEASES, "compact");
    policies(Topics.METRICS, "compact", "delete");
    maxBytes(Topics.DEAD_LETTERS, Topics.DEAD_LETTER_MAX_BYTES);
  }

  private void policies(Topic<?> topic, String... policies) {
    TopicSettings d = TopicSettings.DEFAULT;
    topics.put(
        topic.name(),
        new TopicSettings(
            d.maxBytes(),
            Set.of(policies),
            d.retentionMs(),
            d.retentionBytes(),
            d.behindMs(),
            d.aheadMs()));
  }

  private void maxBytes(Topic<?> topic, long maxBytes) {
    TopicSettings d = TopicSettings.DEFAULT;
    topics.put(
        topic.name(),
        new TopicSettings(
            maxBytes,
            d.cleanupPolicies(),
            d.retentionMs(),
            d.retentionBytes(),
            d.behindMs(),
            d.aheadMs()));
  }

  private TopicFaults found() {
    return TopicFaults.of(topics, PRODUCER);
  }

  @Test
  void theTopicsAsTheyAreCreatedAreWell() {
    assertThat(found().faults()).isEmpty();
    assertThat(found().warnings()).isEmpty();
  }

  @Test
  void metricsThatTakeNoWindowOfManyClassesAreWarnedOf() {
    maxBytes(Topics.METRICS, (1 << 20) - 1);

    assertThat(found().faults()).isEmpty();
    assertThat(found().warnings())
        .singleElement()
        .asString()
        .startsWith("metrics has max.message.bytes=1048575: windows of many classes")
        .endsWith("--entity-name metrics --add-config max.message.bytes=1048588");
  }

  @Nested
  class WhenRecordsWouldBeLost {
    @Test
    void modelsThatAreDeletedByAgeAreAFault() {
      policies(Topics.MODELS, "delete");
      policies(Topics.MODEL_RELEASES, "compact", "delete");
      assertThat(found().faults())
          .hasSize(2)
          .first()
          .asString()
          .startsWith("models has cleanup.policy=delete: Kafka will delete models that serve")
          .endsWith("--entity-name models --add-config cleanup.policy=compact");
    }

    @Test
    void modelsThatAreKeptForEverAreNone() {
      TopicSettings d = TopicSettings.DEFAULT;
      topics.put(
          Topics.MODELS.name(),
          new TopicSettings(d.maxBytes(), Set.of("delete"), -1, -1, d.behindMs(), d.aheadMs()));
      assertThat(found().faults()).isEmpty();
    }

    @Test
    void imagesThatAreCompactedAreAWarning() {
      policies(Topics.IMAGES, "compact");
      assertThat(found().faults()).isEmpty();
      assertThat(found().warnings()).singleElement().asString().startsWith("images has");
    }
  }

  @Nested
  class WhenRecordsWouldBeRefused {
    @Test
    void aTopicForTheSmallestRecordsOnlyIsAFault() {
      maxBytes(Topics.PREDICTIONS, 16 * 1024 - 1);
      assertThat(found().faults())
          .singleElement()
          .asString()
          .startsWith("predictions has max.message.bytes=16383");
    }

    @Test
    void deadLettersWithoutAKeyNeedATopicThatIsNotCompacted() {
      policies(Topics.DEAD_LETTERS, "compact", "delete");
      assertThat(found().faults()).singleElement().asString().contains("without a key");
    }

    @Test
    void deadLettersThatTakeLessThanImagesAreAWarning() {
      maxBytes(Topics.DEAD_LETTERS, TopicSettings.DEFAULT.maxBytes());
      assertThat(found().faults()).isEmpty();
      assertThat(found().warnings())
          .singleElement()
          .asString()
          .contains("will be shortened")
          .endsWith("--entity-name dead-letters --add-config max.message.bytes=1064972");
    }

    @Test
    void aProducerThatTakesLessThanImagesIsAWarning() {
      assertThat(TopicFaults.of(topics, 1 << 20).warnings())
          .singleElement()
          .asString()
          .contains("max.request.size");
    }

    @Test
    void stricterTimestampsThanThoseOfImagesAreAWarning() {
      TopicSettings d = TopicSettings.DEFAULT;
      topics.put(
          Topics.PREDICTIONS.name(),
          new TopicSettings(
              d.maxBytes(), d.cleanupPolicies(), d.retentionMs(), -1, 3_600_000, 60_000));
      assertThat(found().warnings())
          .hasSize(2)
          .allSatisfy(warning -> assertThat(warning).startsWith("predictions has message.timest"));
    }
  }
}
