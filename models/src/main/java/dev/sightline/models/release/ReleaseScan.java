package dev.sightline.models.release;

import dev.sightline.models.log.TopicScan;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last committed release of each model, kept up to date by reading what is new. A record is
 * read when somebody asks for its model: what is wrong with one model's is no trouble of another's.
 * For one thread.
 */
public final class ReleaseScan implements TopicScan.Taker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseScan.class);
  private static final int FETCH_BYTES = 1024 * 1024;

  private final TopicScan topic;
  private final AvroDeserializer<ModelRelease> deserializer;
  private final Predicate<String> names;
  private final SortedMap<String, ReleaseLine> lines = new TreeMap<>();
  private final SortedSet<String> others = new TreeSet<>();
  private long unreadable;

  private ReleaseScan(Map<String, ?> config, SchemaRegistry registry, Predicate<String> names) {
    this.topic =
        new TopicScan(
            Topics.MODEL_RELEASES, config, IsolationLevel.READ_COMMITTED, FETCH_BYTES, this);
    this.deserializer = new AvroDeserializer<>(ModelRelease.class, registry);
    this.names = names;
  }

  /** Those of all models. */
  public static ReleaseScan ofAll(Map<String, ?> config, SchemaRegistry registry) {
    return new ReleaseScan(config, registry, name -> true);
  }

  /** Those of one model. */
  public static ReleaseScan of(String name, Map<String, ?> config, SchemaRegistry registry) {
    return new ReleaseScan(config, registry, name::equals);
  }

  /** Reads up to the end that the topic has now. After an exception the next call goes on there. */
  public void refresh() {
    topic.refresh();
  }

  /**
   * Reads all that was written until now, and waits for what an open transaction hides.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException when it is hidden for a minute
   */
  public void refreshPastTransactions() {
    topic.refreshPastTransactions();
  }

  /** The offset behind the last record that was read. */
  public long end() {
    return topic.end();
  }

  /**
   * By name.
   *
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer, as {@link #release}
   */
  public SortedMap<String, ModelRelease> releases() {
    SortedMap<String, ModelRelease> releases = new TreeMap<>();
    lines.forEach((name, line) -> line.current().ifPresent(release -> releases.put(name, release)));
    return releases;
  }

  /** The release of a model that holds, if it has any. */
  public Optional<ModelRelease> release(String name) {
    return line(name).current();
  }

  /** The records of a model. */
  public ReleaseLine line(String name) {
    return lines.computeIfAbsent(name, any -> new ReleaseLine(deserializer));
  }

  /** The names of models that were left aside and have releases, which nobody has read. */
  public SortedSet<String> others() {
    return Collections.unmodifiableSortedSet(others);
  }

  /** Records passed over so far because they could not be read. */
  public long unreadable() {
    return unreadable + lines.values().stream().mapToLong(ReleaseLine::unreadable).sum();
  }

  @Override
  public Optional<TopicScan.Skip> take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      unreadable++;
      LOG.warn(
          "passed over topic {} offset {}: expected the model's name as the key, found none",
          record.topic(),
          record.offset());
    } else if (names.test(record.key())) {
      line(record.key()).take(record);
    } else if (record.value() == null) {
      others.remove(record.key());
    } else {
      others.add(record.key());
    }
    return Optional.empty();
  }

  @Override
  public void forget() {
    unreadable = unreadable();
    lines.clear();
    others.clear();
  }

  @Override
  public void close() {
    topic.close();
  }
}
