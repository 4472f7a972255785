package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.console.RecordedMessages;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.trainer.data.EncodedExample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReportedReplayTest {
  private static final List<EncodedExample> IMAGES =
      Collections.nCopies(3, new EncodedExample("test/cat/1.png", "cat", new byte[] {1}));

  private static ReplayedImages images() {
    return new ReplayedImages(IMAGES, OptionalLong.empty(), false, 1);
  }

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final RecordedMessages messages = new RecordedMessages();

  /** Time stands still; who waits for more than a second is interrupted. */
  private static final class Standing implements Pace {
    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public void await(Instant due) throws InterruptedException {
      if (due.isAfter(Instant.EPOCH.plusSeconds(1))) {
        throw new InterruptedException();
      }
    }
  }

  private ReportedReplay replay(Duration interval, Duration labelDelay) {
    ImagePublisher publisher =
        ImagePublisher.to(
            producer,
            SchemaRegistries.of(Map.of("schema.registry.url", "mock://reported-replay")),
            Map.of());
    Replay replay = new Replay(publisher, new Standing(), "run", interval, labelDelay);
    return new ReportedReplay(replay, "run", "broker:9092", messages);
  }

  @Test
  void saysWhatGoesWhereAndWhatWent() throws InterruptedException {
    replay(Duration.ofMillis(100), Duration.ZERO).run(images());

    assertThat(messages.noted())
        .isEqualTo(
            "Publishing 3 images as run-* to broker:9092.\nPublished 3 images and 3 labels.");
    assertThat(messages.said()).isEmpty();
    assertThat(producer.history()).hasSize(6);
  }

  @Test
  void saysThatThereIsNoEnd() {
    ReportedReplay replay = replay(Duration.ofMillis(200), Duration.ZERO);
    ReplayedImages endless = new ReplayedImages(IMAGES, OptionalLong.empty(), true, 1);

    assertThatThrownBy(() -> replay.run(endless)).isInstanceOf(InterruptedException.class);

    assertThat(messages.noted())
        .isEqualTo(
            "Publishing 3 images over and over as run-* to broker:9092.\n"
                + "Published 6 images and 6 labels.");
  }

  @Test
  void saysHowFarItCameWhenItIsInterrupted() {
    ReportedReplay replay = replay(Duration.ofMillis(700), Duration.ofHours(1));

    assertThatThrownBy(() -> replay.run(images())).isInstanceOf(InterruptedException.class);

    assertThat(messages.noted()).endsWith("\nPublished 2 images and 0 labels.");
  }

  @Test
  void namesWhatWasTooLarge() throws InterruptedException {
    MockProducer<String, byte[]> unfinished =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    ImagePublisher publisher =
        ImagePublisher.to(
            unfinished,
            SchemaRegistries.of(Map.of("schema.registry.url", "mock://reported-replay")),
            Map.of());
    publisher.image("run-x", IMAGES.get(0), Instant.EPOCH);
    unfinished.errorNext(new RecordTooLargeException("2000000 bytes"));
    Replay replay =
        new Replay(publisher, new Standing(), "run", Duration.ofMillis(1), Duration.ZERO);

    new ReportedReplay(replay, "run", "broker:9092", messages)
        .run(new ReplayedImages(List.of(), OptionalLong.empty(), false, 1));

    assertThat(messages.noted())
        .endsWith(
            "Left out 1 image that is too large for the topic images or for max.request.size:"
                + " test/cat/1.png.");
  }

  @Test
  void anIdOfARunIsItsTimeAndChance() {
    assertThat(RunId.of(Instant.parse("2026-01-02T03:04:05.6Z"), new Random(1)))
        .matches("20260102-030405-[0-9a-f]{4}")
        .isNotEqualTo(RunId.of(Instant.parse("2026-01-02T03:04:05.6Z"), new Random(2)));
  }
}
