package dev.sightline.models.publish;

import dev.sightline.models.log.PartitionReader;
import dev.sightline.models.release.ReleaseRefusedException;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.rights.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction of a publish. Opening it fences every other publisher of the same model: what
 * they have not committed is aborted before this constructor returns, and they can send no more. So
 * what is on the topic then is all there will be until this transaction ends. For one thread.
 */
final class PublishTransaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishTransaction.class);

  /**
   * How long a transaction may stay open. Readers see nothing behind an open transaction, so a
   * publisher that died delays them by as much; its next publish ends that at once.
   */
  private static final int TIMEOUT_MS = (int) Duration.ofMinutes(5).toMillis();

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final Map<String, ?> config;
  private final String name;
  private final Map<Topic<?>, Long> lastOffsets = new ConcurrentHashMap<>();
  private final Producer<String, byte[]> producer;
  private final AtomicReference<Exception> failedSend = new AtomicReference<>();

  /**
   * @throws ModelPublishException when the brokers give no transaction
   */
  PublishTransaction(Map<String, ?> config, String name) {
    this.config = config;
    this.name = name;
    this.producer =
        new KafkaProducer<>(
            settings(config, name), new StringSerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException failed) {
      producer.close(CLOSE_WAIT);
      throw invisible(failed);
    }
  }

  /** What a publish sends; called once, in the transaction. */
  interface Records {
    void sendTo(PublishTransaction transaction) throws IOException;
  }

  /**
   * Sends all records and commits, or aborts. Committed readers see the records when this returns.
   *
   * @throws ModelPublishException when a record could not be sent, or the commit failed
   * @throws ChampionChangedException when the records' sender finds another champion
   * @throws ReleaseRefusedException when it finds that there is nothing to release
   */
  void commit(Records records) {
    try {
      producer.beginTransaction();
      records.sendTo(this);
      producer.flush();
      throwIfASendFailed();
    } catch (ChampionChangedException | ReleaseRefusedException decided) {
      abort(decided);
      throw decided;
    } catch (IOException | RuntimeException failed) {
      ModelPublishException failure = invisible(failed);
      abort(failure);
      throw failure;
    }
    try {
      producer.commitTransaction();
    } catch (RuntimeException unanswered) {
      throw new ModelPublishException(
          "model "
              + name
              + ": the commit failed, whether the version is published is not known;"
              + " look for it in the catalogue: "
              + unanswered,
          unanswered);
    }
    lastOffsets.forEach(this::awaitVisible);
  }

  /**
   * Brokers answer a commit before they end the transaction on each partition; and another open
   * transaction may hide this one. What is committed stays so: a wait in vain is no failure.
   */
  private void awaitVisible(Topic<?> topic, long offset) {
    try (PartitionReader reader =
        new PartitionReader(topic, config, IsolationLevel.READ_COMMITTED, 1)) {
      reader.seek(offset);
      reader.next(offset + 1);
    } catch (KafkaException unseen) {
      LOG.warn(
          "model {} is published, but topic {} offset {} can't be seen yet: another transaction is"
              + " open, or {}",
          name,
          topic.name(),
          offset,
          unseen.toString());
    }
  }

  /** Sends a record; waits while the producer's buffer is full. */
  void send(Topic<?> topic, String key, byte[] value) {
    throwIfASendFailed();
    producer.send(
        new ProducerRecord<>(topic.name(), key, value),
        (metadata, failed) -> {
          if (failed == null) {
            lastOffsets.merge(topic, metadata.offset(), Math::max);
          } else {
            failedSend.compareAndSet(null, failed);
          }
        });
  }

  /** Sends a record behind all others so far; its offset. */
  long sendAndWait(Topic<?> topic, String key, byte[] value) {
    send(topic, key, value);
    producer.flush();
    throwIfASendFailed();
    return lastOffsets.get(topic);
  }

  private void throwIfASendFailed() {
    Exception failed = failedSend.get();
    if (failed != null) {
      throw new KafkaException("a record was not acknowledged: " + failed, failed);
    }
  }

  private void abort(Exception because) {
    try {
      producer.abortTransaction();
    } catch (KafkaException failed) {
      // The broker aborts it: at once when fenced, else after the transaction's timeout.
      because.addSuppressed(failed);
    }
  }

  private ModelPublishException invisible(Exception cause) {
    String reason = isFenced(cause) ? "another publisher of the same model took over" : "" + cause;
    return new ModelPublishException(
        "model " + name + " is not published, nothing of it can be seen: " + reason, cause);
  }

  private static boolean isFenced(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Object> settings(Map<String, ?> config, String name) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Part.PUBLISHES + name);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MS);
    return settings;
  }

  @Override
  public void close() {
    producer.close(CLOSE_WAIT);
  }
}
