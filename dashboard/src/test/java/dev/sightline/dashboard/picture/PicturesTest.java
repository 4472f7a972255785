package dev.sightline.dashboard.picture;

import static dev.sightline.dashboard.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final TopicPartition IMAGES = new TopicPartition(Topics.IMAGES.name(), 0);

  /** Each look at it is a second later. */
  private final AtomicLong seconds = new AtomicLong();

  private final InstantSource clock = () -> NOON.plusSeconds(seconds.incrementAndGet());

  private Picture find(Supplier<Consumer<String, byte[]>> consumers) throws InterruptedException {
    try (Pictures pictures =
        new Pictures(
            consumers,
            SchemaRegistries.of(Map.of("schema.registry.url", "mock://pictures")),
            clock)) {
      return pictures.find("cat-1", NOON.toEpochMilli(), 0);
    }
  }

  /** A topic of so many records, of which none is sent. */
  private static MockConsumer<String, byte[]> holding(long records) {
    MockConsumer<String, byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
              Map<TopicPartition, Long> times) {
            return times.containsKey(IMAGES)
                ? Map.of(IMAGES, new OffsetAndTimestamp(0, NOON.toEpochMilli()))
                : Map.of();
          }
        };
    consumer.updatePartitions(
        IMAGES.topic(), List.of(new PartitionInfo(IMAGES.topic(), 0, null, null, null)));
    consumer.updateEndOffsets(Map.of(IMAGES, records));
    return consumer;
  }

  @Test
  void whileTheBrokerIsAwayThePictureMayBeFoundLater() throws InterruptedException {
    Picture picture =
        find(
            () -> {
              throw new TimeoutException("no broker answers");
            });

    assertThat(picture).isEqualTo(new Picture.Away("can't be looked for now: no broker answers"));
  }

  @Test
  void oneThatIsNotFoundInTimeMayBeFoundLater() throws InterruptedException {
    assertThat(find(() -> holding(5)))
        .isEqualTo(new Picture.Away("can't be looked for now: not found within 3000 ms"));
  }

  @Test
  void oneThatIsNotThereIsMissing() throws InterruptedException {
    assertThat(find(() -> holding(0)))
        .isEqualTo(new Picture.Missing("the image is not on its topic any more"));
  }
}
