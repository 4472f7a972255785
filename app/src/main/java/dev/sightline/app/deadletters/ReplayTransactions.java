package dev.sightline.app.deadletters;

import dev.sightline.app.deadletters.Verdict.Replay;
import dev.sightline.app.deadletters.Verdict.Stay;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The transactions of a replay, each of some images and their markers: both or neither can be seen.
 *
 * <p>All replays on a cluster have one transactional id. So opening one ends the one before, killed
 * or still at work: what it has not committed is aborted when the constructor returns, and it can
 * write no more. For one thread; closing it closes the producer.
 */
final class ReplayTransactions implements AutoCloseable {
  static final String ID = Part.REPLAYS_DEAD_LETTERS;

  /**
   * Of one that was killed, an open transaction holds up the workers for as long; more than a batch
   * takes.
   */
  private static final int TIMEOUT_MS = (int) Duration.ofSeconds(30).toMillis();

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;

  /** Ends what an earlier replay has left open. */
  ReplayTransactions(Producer<byte[], byte[]> producer) {
    this.producer = producer;
    try {
      producer.initTransactions();
    } catch (RuntimeException failed) {
      producer.close(CLOSE_WAIT);
      throw failed;
    }
  }

  /**
   * Opens them.
   *
   * @param config of the Kafka clients
   */
  static ReplayTransactions open(Map<String, Object> config) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ID);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MS);
    settings.putIfAbsent(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MAX_BYTES + (1 << 20));
    settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 3L * Topics.DEAD_LETTER_MAX_BYTES);
    return new ReplayTransactions(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  private record Failure(Replay replay, Exception cause) {}

  /**
   * Writes some in one transaction. Those that {@code images} does not take are left out, and the
   * others written without them.
   *
   * @return those that were left out
   * @throws IllegalStateException when another replay has begun, or the outcome is not known; the
   *     message says so
   */
  List<Stay> commit(List<Replay> batch) {
    List<Replay> left = new ArrayList<>(batch);
    List<Stay> refused = new ArrayList<>();
    try {
      Optional<Failure> failure = tryToCommit(left);
      while (failure.isPresent()) {
        producer.abortTransaction();
        refused.add(refusal(failure.get()));
        left.remove(failure.get().replay);
        failure = left.isEmpty() ? Optional.empty() : tryToCommit(left);
      }
    } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
      throw new IllegalStateException(
          "another replay of dead letters has begun and goes on where this one was", fenced);
    } catch (org.apache.kafka.common.errors.TimeoutException unanswered) {
      throw new IllegalStateException(
          "the brokers do not answer: whether the last "
              + left.size()
              + " were replayed is not known; the next replay knows, and replays none twice",
          unanswered);
    }
    return refused;
  }

  private static Stay refusal(Failure failure) {
    if (failure.cause instanceof RecordTooLargeException) {
      return new Stay(
          failure.replay.letter(),
          "images does not take records as large: raise its max.message.bytes");
    }
    if (failure.cause instanceof InvalidTimestampException) {
      return new Stay(
          failure.replay.letter(), "images does not take its timestamp; --now gives it another");
    }
    throw failure.cause instanceof KafkaException kafka ? kafka : new KafkaException(failure.cause);
  }

  /** The first record that was not taken; then nothing is committed. */
  private Optional<Failure> tryToCommit(List<Replay> batch) {
    AtomicReference<Failure> failure = new AtomicReference<>();
    producer.beginTransaction();
    for (Replay each : batch) {
      send(each, each.image(), failure);
      send(each, each.marker(), failure);
    }
    if (failure.get() == null) {
      producer.flush();
    }
    if (failure.get() == null) {
      producer.commitTransaction();
    }
    return Optional.ofNullable(failure.get());
  }

  private void send(
      Replay replay, ProducerRecord<byte[], byte[]> record, AtomicReference<Failure> failure) {
    if (failure.get() != null) {
      return;
    }
    try {
      producer.send(
          record,
          (written, notWritten) -> {
            if (notWritten != null) {
              failure.compareAndSet(null, new Failure(replay, notWritten));
            }
          });
    } catch (KafkaException notSent) {
      // One before may have failed in the background, which ends the transaction.
      if (failure.get() == null) {
        throw notSent;
      }
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WAIT);
  }
}
