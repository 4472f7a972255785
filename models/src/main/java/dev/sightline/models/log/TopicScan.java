package dev.sightline.models.log;

import dev.sightline.schemas.Topic;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-partition topic that is read once and then kept up with. Whatever a refresh throws, the
 * next one goes on with the record that it stopped at: none is lost to a broker or registry that
 * was away. For one thread.
 */
public final class TopicScan implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicScan.class);

  private final Topic<?> topic;
  private final Map<String, ?> config;
  private final PartitionReader reader;
  private final Taker taker;
  private Optional<PartitionReader> everything = Optional.empty();
  private long next;

  /** What becomes of the records. */
  public interface Taker {
    /**
     * Takes a record in; what it throws leaves the record to be read again.
     *
     * @return what need not be downloaded behind it
     */
    Optional<Skip> take(ConsumerRecord<String, byte[]> record);

    /** Forgets all that was taken in: the topic was made anew. */
    void forget();
  }

  /**
   * Records that need not be read, up to and with the last one, if that is where it is expected.
   *
   * @param last its offset
   * @param key its key
   */
  public record Skip(long last, String key) {}

  /**
   * @param config of the clients: bootstrap.servers, security
   * @param isolation read_committed leaves out what stands behind an open transaction
   * @param fetchBytes how much one fetch brings; a larger record is brought whole
   */
  public TopicScan(
      Topic<?> topic,
      Map<String, ?> config,
      IsolationLevel isolation,
      int fetchBytes,
      Taker taker) {
    this.topic = topic;
    this.config = Map.copyOf(config);
    this.reader = new PartitionReader(topic, config, isolation, fetchBytes);
    this.taker = taker;
  }

  /** Reads up to the end that the topic has now, as far as it can be seen. */
  public void refresh() {
    readTo(reader.end());
  }

  /**
   * Reads up to the last record that was written, and waits for what an open transaction hides.
   *
   * @throws TimeoutException when it is hidden for a minute
   */
  public void refreshPastTransactions() {
    try {
      readTo(written());
    } catch (TimeoutException hidden) {
      throw new TimeoutException(
          "topic "
              + topic.name()
              + " can't be read to its end, perhaps for an open transaction: "
              + hidden.getMessage(),
          hidden);
    }
  }

  /** The offset behind the last record that was read. */
  public long end() {
    return next;
  }

  /** Whether records have been written behind those read, seen or hidden by a transaction. */
  public boolean isBehind() {
    return written() > next;
  }

  /** The offset behind the last record that was written, whether or not it is committed. */
  private long written() {
    if (everything.isEmpty()) {
      everything =
          Optional.of(new PartitionReader(topic, config, IsolationLevel.READ_UNCOMMITTED, 1));
    }
    return everything.get().end();
  }

  private void readTo(long end) {
    if (end < next) {
      LOG.warn(
          "topic {} ends at {}, was read to {}: made anew, reading it again",
          topic.name(),
          end,
          next);
      taker.forget();
      next = 0;
    }
    reader.seek(next);
    for (ConsumerRecord<String, byte[]> record; (record = reader.next(end)) != null; ) {
      Optional<Skip> skip = taker.take(record);
      next = record.offset() + 1;
      if (skip.isPresent()) {
        skip(skip.get(), end);
      }
    }
    next = Math.max(next, reader.position());
  }

  private void skip(Skip records, long end) {
    if (records.last() >= end) {
      return;
    }
    reader.seek(records.last());
    ConsumerRecord<String, byte[]> found = reader.next(end);
    if (found != null && found.offset() == records.last() && records.key().equals(found.key())) {
      next = records.last() + 1;
    } else {
      reader.seek(next);
    }
  }

  @Override
  public void close() {
    everything.ifPresent(PartitionReader::close);
    reader.close();
  }
}
