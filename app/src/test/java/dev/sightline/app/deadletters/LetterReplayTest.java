package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.topology.scoring.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LetterReplayTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ReplayedLetters replayed = new ReplayedLetters();
  private final ReplayTransactions transactions = new ReplayTransactions(producer);

  @Test
  void writesTheImageAsItWasAndItsMarkerInOneTransaction() {
    LetterReplay replay = replay(false, false);
    replay.add(WrittenLetters.record(17, "TOO_MANY_PIXELS"));
    replay.end();

    assertThat(producer.commitCount()).isEqualTo(1);
    ProducerRecord<byte[], byte[]> image = producer.history().get(0);
    assertThat(image.topic()).isEqualTo("images");
    assertThat(image.partition()).isEqualTo(1);
    assertThat(image.timestamp()).isEqualTo(WrittenLetters.TIME_MS);
    assertThat(image.key()).asString(StandardCharsets.UTF_8).isEqualTo("id-17");
    assertThat(image.value()).asString(StandardCharsets.UTF_8).isEqualTo("data");
    assertThat(image.headers())
        .extracting(Header::key)
        .containsExactly("camera", "__sightline.replays");
    ProducerRecord<byte[], byte[]> marker = producer.history().get(1);
    assertThat(marker.topic()).isEqualTo("dead-letters");
    assertThat(marker.partition()).isZero();
    assertThat(marker.value()).isNull();
    assertThat(marker.headers().lastHeader(ReplayMarker.OFFSET).value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("17");
  }

  @Test
  void replaysNoneThatHasAMarker() {
    ConsumerRecord<byte[], byte[]> letter = WrittenLetters.record(17, "TOO_SLOW");
    replayed.add(LetterListTest.marker(letter, 20));
    LetterReplay replay = replay(true, false);
    replay.add(letter);
    replay.end();

    assertThat(producer.history()).isEmpty();
    assertThat(replay.stays()).isEqualTo(Map.of("replayed before", 1L));
  }

  @Test
  void takesNoMarkerForADeadLetter() {
    LetterReplay replay = replay(true, false);
    replay.add(LetterListTest.marker(WrittenLetters.record(17, "TOO_SLOW"), 20));
    replay.end();

    assertThat(producer.history()).isEmpty();
    assertThat(replay.stays()).isEmpty();
  }

  @Test
  void leavesWhatWouldBeRefusedAgainUnlessItIsForced() {
    Map<String, String> cameBack = WrittenLetters.headers(3, "TOO_SLOW");
    cameBack.put(Letter.REPLAYS, "2");
    for (boolean force : new boolean[] {false, true}) {
      producer.clear();
      LetterReplay replay = replay(force, false);
      replay.add(WrittenLetters.record(1, "TRUNCATED"));
      replay.add(WrittenLetters.record(2, "OF_A_NEWER_VERSION"));
      replay.add(WrittenLetters.record(3, cameBack));
      replay.end();

      assertThat(replay.written()).isEqualTo(force ? 3 : 0);
      assertThat(replay.stays()).hasSize(force ? 0 : 3);
    }
    assertThat(producer.history().get(4).headers().lastHeader(Letter.REPLAYS).value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("3");
  }

  @Test
  void neverReplaysWhatIsNotAWholeImageOfOurs() {
    Map<String, String> shortened = WrittenLetters.headers(1, "TOO_LARGE");
    shortened.put(DeadLetterHeaders.VALUE_BYTES, "2000000");
    Map<String, String> elsewhere = WrittenLetters.headers(1, "TOO_LARGE");
    elsewhere.put(DeadLetterHeaders.TOPIC, "orders");
    LetterReplay replay = replay(true, false);
    Stream.of(shortened, elsewhere, Map.<String, String>of())
        .forEach(headers -> replay.add(WrittenLetters.record(1, headers)));
    replay.end();

    assertThat(replay.written()).isZero();
    assertThat(replay.stays().keySet())
        .anyMatch(why -> why.contains("first bytes"))
        .anyMatch(why -> why.contains("topic orders"))
        .anyMatch(why -> why.contains("no worker has written it"));
  }

  @Test
  void givesAnotherTimeOnlyWhereThatIsAskedFor() {
    LetterReplay replay = replay(false, true);
    replay.add(WrittenLetters.record(1, "TIMESTAMP"));
    replay.end();

    assertThat(producer.history().get(0).timestamp()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void commitsBatchAfterBatch() {
    LetterReplay replay = replay(false, false);
    for (int each = 0; each < 2 * LetterReplay.BATCH_LETTERS + 1; each++) {
      replay.add(WrittenLetters.record(each, "TOO_SLOW"));
    }
    assertThat(replay.written()).isEqualTo(2 * LetterReplay.BATCH_LETTERS);
    replay.end();

    assertThat(producer.commitCount()).isEqualTo(3);
    assertThat(replay.written()).isEqualTo(2 * LetterReplay.BATCH_LETTERS + 1);
  }

  @Test
  void endsAfterSoManyAsWereAskedFor() {
    LetterReplay replay = replay(false, false, 1);
    replay.add(WrittenLetters.record(1, "TOO_SLOW"));
    replay.add(WrittenLetters.record(2, "TOO_SLOW"));
    replay.end();

    assertThat(replay.written()).isEqualTo(1);
    assertThat(new ReplayText(replay, false).lines())
        .containsExactly(
            "Replayed 1 dead letter.",
            "1 more stays for --limit: the same command goes on with them.");
  }

  @Test
  void tellsHowFarItCameWhenItIsBrokenOff() {
    AtomicInteger batches = new AtomicInteger();
    LetterReplay replay =
        new LetterReplay(
            any -> true,
            rules(false, false),
            batch -> {
              if (batches.incrementAndGet() == 2) {
                throw new InterruptException("Ctrl-C");
              }
              return List.of();
            },
            Long.MAX_VALUE);
    for (int each = 0; each < LetterReplay.BATCH_LETTERS + 7; each++) {
      replay.add(WrittenLetters.record(each, "TOO_SLOW"));
    }

    assertThatThrownBy(replay::end).isInstanceOf(InterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(new ReplayText(replay, false).broken())
        .isEqualTo(
            "Broken off: replayed 200 dead letters, and 7 more or none of these; the same command"
                + " goes on with the rest.");
    assertThat(new ReplayText(replay, true).broken())
        .isEqualTo("Broken off; nothing was replayed.");
  }

  @Nested
  class WhenTheBrokerRefuses {
    @Test
    void theOthersAreWrittenWithoutIt() {
      MockProducer<byte[], byte[]> picky =
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
              if (record.topic().equals("images")
                  && new String(record.key(), StandardCharsets.UTF_8).equals("id-2")) {
                callback.onCompletion(null, new RecordTooLargeException("2 MB"));
                return null;
              }
              return super.send(record, callback);
            }
          };
      ReplayTransactions transactions = new ReplayTransactions(picky);
      LetterReplay replay =
          new LetterReplay(any -> true, rules(false, false), transactions::commit, 9);
      for (int each = 1; each <= 3; each++) {
        replay.add(WrittenLetters.record(each, "TOO_SLOW"));
      }
      replay.end();

      assertThat(picky.history())
          .filteredOn(record -> record.topic().equals("images"))
          .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
          .containsExactly("id-1", "id-3");
      assertThat(picky.commitCount()).isEqualTo(1);
      assertThat(replay.written()).isEqualTo(2);
      assertThat(replay.stays())
          .isEqualTo(
              Map.of("images does not take records as large: raise its max.message.bytes", 1L));
    }

    @Test
    void anotherReplayThatHasBegunEndsThisOne() {
      LetterReplay replay = replay(false, false);
      replay.add(WrittenLetters.record(1, "TOO_SLOW"));
      producer.fenceProducer();

      assertThatThrownBy(replay::end).hasMessageContaining("another replay of dead letters");
      assertThat(producer.commitCount()).isZero();
    }
  }

  private LetterReplay replay(boolean force, boolean now) {
    return replay(force, now, Long.MAX_VALUE);
  }

  private LetterReplay replay(boolean force, boolean now, long limit) {
    return new LetterReplay(any -> true, rules(force, now), transactions::commit, limit);
  }

  private ReplayRules rules(boolean force, boolean now) {
    return new ReplayRules(4, replayed, force, now, InstantSource.fixed(NOW));
  }
}
