package dev.sightline.models.release;

import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.registry.UnknownSchemaException;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one model on {@code model-releases}, of which the newest that can be read holds. A
 * record is kept until it was read: a registry that is away or lags behind loses none, and one that
 * nobody can read doesn't stand before the others. For one thread.
 */
public final class ReleaseLine {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseLine.class);

  private final AvroDeserializer<ModelRelease> deserializer;
  private final Deque<ConsumerRecord<String, byte[]>> newestFirst = new ArrayDeque<>();
  private Optional<ModelRelease> holds = Optional.empty();
  private Optional<String> fault = Optional.empty();

  /** The newest record, if its schema is one that the registry doesn't have: a replica may lag. */
  private Optional<ConsumerRecord<String, byte[]>> unknown = Optional.empty();

  private long unreadable;

  ReleaseLine(AvroDeserializer<ModelRelease> deserializer) {
    this.deserializer = deserializer;
  }

  /** Takes in the next record of the topic, unread. */
  public void take(ConsumerRecord<String, byte[]> record) {
    newestFirst.addFirst(record);
    unknown = Optional.empty();
    fault = Optional.empty();
  }

  /**
   * The release that holds: none after a tombstone.
   *
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer about the newest record; it is asked again at the next call
   */
  public Optional<ModelRelease> current() {
    unknown.ifPresent(this::readAgain);
    for (boolean newest = true; !newestFirst.isEmpty(); newest = false) {
      ConsumerRecord<String, byte[]> record = newestFirst.getFirst();
      try {
        holds = read(record);
        newestFirst.clear();
      } catch (UnreadableRecordException unread) {
        newestFirst.removeFirst();
        passOver(record, unread.getMessage());
        if (newest && unread.getCause() instanceof UnknownSchemaException) {
          unknown = Optional.of(record);
        }
      }
    }
    return holds;
  }

  private void readAgain(ConsumerRecord<String, byte[]> record) {
    try {
      holds = read(record);
      unknown = Optional.empty();
      fault = Optional.empty();
    } catch (UnreadableRecordException still) {
      LOG.debug("offset {} still can't be read: {}", record.offset(), still.getMessage());
    }
  }

  /** Why the newest record of all can't be read, where it can't: then the one before holds. */
  public Optional<String> fault() {
    return fault;
  }

  long unreadable() {
    return unreadable;
  }

  private Optional<ModelRelease> read(ConsumerRecord<String, byte[]> record) {
    ModelRelease release = deserializer.deserialize(record.topic(), record.value());
    if (release != null && !release.getName().equals(record.key())) {
      throw new UnreadableRecordException(
          "expected the model's name as the key, found '%s' for model '%s'"
              .formatted(record.key(), release.getName()));
    }
    return Optional.ofNullable(release);
  }

  private void passOver(ConsumerRecord<String, byte[]> record, String reason) {
    unreadable++;
    String where = "topic %s offset %d".formatted(record.topic(), record.offset());
    fault = fault.or(() -> Optional.of(where + ": " + reason));
    LOG.warn("passed over {} key {}: {}", where, record.key(), reason);
  }
}
