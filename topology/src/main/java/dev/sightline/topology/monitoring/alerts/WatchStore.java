package dev.sightline.topology.monitoring.alerts;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.StoredWatch;
import dev.sightline.schemas.stored.StoredSerde;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What the alarms of a task remember, by model version: a persistent, logged store, with all of it
 * in memory too. What changed is written {@linkplain #flush before a commit}. For the task's
 * thread.
 */
public final class WatchStore {
  public static final String WATCHES = "watches";

  private final KeyValueStore<String, StoredWatch> stored;
  private final Map<ModelVersion, VersionWatch> watches = new TreeMap<>();
  private final Set<ModelVersion> changed = new HashSet<>();

  /**
   * Reads all.
   *
   * @throws dev.sightline.schemas.stored.UnreadableStateException when a version that this one does
   *     not know wrote one of them
   */
  WatchStore(ProcessorContext<?, ?> context) {
    this.stored = context.getStateStore(WATCHES);
    try (KeyValueIterator<String, StoredWatch> all = stored.all()) {
      all.forEachRemaining(each -> watches.put(modelOf(each.key), VersionWatch.of(each.value)));
    }
  }

  /** Builds the store. */
  public static StoreBuilder<?> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(WATCHES),
            Serdes.String(),
            StoredSerde.of(StoredWatch.class))
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }

  private static ModelVersion modelOf(String key) {
    int slash = key.lastIndexOf('/');
    return new ModelVersion(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
  }

  /** That of a version, which is taken to change. */
  VersionWatch change(ModelVersion model) {
    changed.add(model);
    return watches.computeIfAbsent(model, any -> VersionWatch.start());
  }

  void forEach(BiConsumer<ModelVersion, VersionWatch> each) {
    watches.forEach(each);
  }

  /** Forgets a version. */
  void remove(ModelVersion model) {
    watches.remove(model);
    changed.add(model);
  }

  /** Writes what has changed. */
  void flush() {
    for (ModelVersion model : changed) {
      VersionWatch watch = watches.get(model);
      stored.put(model.toString(), watch == null ? null : watch.stored());
    }
    changed.clear();
  }
}
