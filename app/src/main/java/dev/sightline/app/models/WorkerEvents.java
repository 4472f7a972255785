package dev.sightline.app.models;

import dev.sightline.models.log.TopicScan;
import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers said on {@code model-events}, as far as the topic still has it. For one thread.
 *
 * <p>A worker that was killed has said nothing of its end: what it said last is shown.
 */
final class WorkerEvents implements TopicScan.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerEvents.class);
  private static final int FETCH_BYTES = 1024 * 1024;

  private final AvroDeserializer<ModelEvent> deserializer;
  private final Map<Worker, Map<Integer, ModelEvent>> lastByVersion = new LinkedHashMap<>();

  private record Worker(String id, String model) {}

  WorkerEvents(SchemaRegistry registry) {
    this.deserializer = new AvroDeserializer<>(ModelEvent.class, registry);
  }

  /** Reads all that is on the topic now. */
  static WorkerEvents read(Map<String, ?> config, SchemaRegistry registry) {
    WorkerEvents events = new WorkerEvents(registry);
    try (TopicScan topic =
        new TopicScan(
            Topics.MODEL_EVENTS, config, IsolationLevel.READ_COMMITTED, FETCH_BYTES, events)) {
      topic.refresh();
    }
    return events;
  }

  /** The champions of these releases that workers rejected, and have not brought to serve since. */
  List<Rejection> rejections(Collection<ModelRelease> releases) {
    return releases.stream()
        .flatMap(
            release ->
                lastByVersion.entrySet().stream()
                    .filter(worker -> worker.getKey().model().equals(release.getName()))
                    .map(Map.Entry::getValue)
                    .filter(last -> is(last.get(release.getChampion()), ModelState.REJECTED))
                    .map(last -> new Rejection(last.get(release.getChampion()), serves(last))))
        .toList();
  }

  private static Optional<Integer> serves(Map<Integer, ModelEvent> last) {
    return last.values().stream()
        .filter(event -> is(event, ModelState.SERVING))
        .map(ModelEvent::getVersion)
        .reduce((earlier, later) -> later);
  }

  private static boolean is(ModelEvent event, ModelState state) {
    return event != null && event.getState() == state;
  }

  @Override
  public Optional<TopicScan.Skip> take(ConsumerRecord<String, byte[]> record) {
    try {
      ModelEvent event = deserializer.deserialize(record.topic(), record.value());
      if (event != null) {
        Map<Integer, ModelEvent> last =
            lastByVersion.computeIfAbsent(
                new Worker(event.getWorker(), event.getName()), any -> new LinkedHashMap<>());
        last.remove(event.getVersion()); // so that the order is that of the last words
        last.put(event.getVersion(), event);
      }
    } catch (UnreadableRecordException fault) {
      LOG.warn(
          "passed over topic {} offset {}: {}",
          record.topic(),
          record.offset(),
          fault.getMessage());
    }
    return Optional.empty();
  }

  @Override
  public void forget() {
    lastByVersion.clear();
  }
}
