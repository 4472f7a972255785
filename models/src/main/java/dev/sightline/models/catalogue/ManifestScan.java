package dev.sightline.models.catalogue;

import dev.sightline.models.HighestVersion;
import dev.sightline.models.ModelKey;
import dev.sightline.models.ModelVersion;
import dev.sightline.models.log.TopicScan;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelPart;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests on the topic {@code models}, kept up to date by reading what is new. For one
 * thread.
 *
 * <p>The N parts of a version need not be downloaded to find the next manifest. If the last part
 * stands exactly N offsets behind its manifest, there is no room between them for anything but the
 * other parts, so the scan goes on behind it. Otherwise (another publisher's records or markers in
 * between, parts missing) nothing is skipped.
 */
public final class ManifestScan implements TopicScan.Taker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestScan.class);
  private static final int FETCH_BYTES = 64 * 1024;

  private final TopicScan topic;
  private final AvroDeserializer<ModelPart> deserializer;
  private final TreeMap<ModelVersion, PublishedModel> models = new TreeMap<>();
  private final Map<String, Integer> highestSeen = new HashMap<>();
  private long unreadable;

  public ManifestScan(Map<String, ?> config, SchemaRegistry registry, IsolationLevel isolation) {
    this.topic = new TopicScan(Topics.MODELS, config, isolation, FETCH_BYTES, this);
    this.deserializer = new AvroDeserializer<>(ModelPart.class, registry);
  }

  /** Reads up to the end that the topic has now. After an exception the next call goes on there. */
  public void refresh() {
    topic.refresh();
  }

  /** Whether an open transaction hides records that stand behind those read. */
  boolean isBehind() {
    return topic.isBehind();
  }

  /** By name and version. */
  Collection<PublishedModel> models() {
    return Collections.unmodifiableCollection(models.values());
  }

  Optional<PublishedModel> model(ModelVersion id) {
    return Optional.ofNullable(models.get(id));
  }

  /**
   * The highest version of a name that any manifest's key or {@link HighestVersion} has named, the
   * removed and the unreadable ones included; 0 when there is none.
   */
  public int highestSeen(String name) {
    return highestSeen.getOrDefault(name, 0);
  }

  long unreadable() {
    return unreadable;
  }

  @Override
  public Optional<TopicScan.Skip> take(ConsumerRecord<String, byte[]> record) {
    Optional<String> counted = HighestVersion.name(record.key());
    if (counted.isPresent()) {
      count(counted.get(), record);
      return Optional.empty();
    }
    Optional<ModelKey> key = ModelKey.parse(record.key());
    if (key.isEmpty()) {
      passOver(record, "expected the key name/version/manifest, name/version/part or name/highest");
      return Optional.empty();
    }
    if (!key.get().isManifest()) {
      return Optional.empty();
    }
    ModelVersion id = key.get().model();
    highestSeen.merge(id.name(), id.version(), Math::max);
    if (record.value() == null) {
      models.remove(id);
      return Optional.empty();
    }
    try {
      PublishedModel model = new PublishedModel(manifest(record, id), record.offset());
      models.put(id, model);
      return parts(model);
    } catch (UnreadableRecordException fault) {
      passOver(record, fault.getMessage());
      return Optional.empty();
    }
  }

  private void count(String name, ConsumerRecord<String, byte[]> record) {
    try {
      ModelPart highest = deserializer.deserialize(record.topic(), record.value());
      if (highest != null) {
        int version = highest.getVersion();
        if (!name.equals(highest.getName()) || version < 1 || version > HighestVersion.LIMIT) {
          throw new UnreadableRecordException(
              "expected a version of %s from 1 to %d, found %s/%d"
                  .formatted(name, HighestVersion.LIMIT, highest.getName(), version));
        }
        highestSeen.merge(name, version, Math::max);
      }
    } catch (UnreadableRecordException fault) {
      passOver(record, fault.getMessage());
    }
  }

  private static Optional<TopicScan.Skip> parts(PublishedModel model) {
    int parts = model.manifest().getParts().size();
    return parts < 2
        ? Optional.empty()
        : Optional.of(
            new TopicScan.Skip(
                model.offset() + parts, new ModelKey(model.id(), parts - 1).toString()));
  }

  @Override
  public void forget() {
    models.clear();
    highestSeen.clear();
  }

  private ModelManifest manifest(ConsumerRecord<String, byte[]> record, ModelVersion id) {
    ModelManifest manifest = deserializer.deserialize(record.topic(), record.value()).getManifest();
    if (manifest == null
        || !id.name().equals(manifest.getName())
        || id.version() != manifest.getVersion()) {
      throw new UnreadableRecordException(
          "expected the manifest of "
              + id
              + ", found "
              + (manifest == null ? "none" : manifest.getName() + "/" + manifest.getVersion()));
    }
    return manifest;
  }

  private void passOver(ConsumerRecord<?, ?> record, String reason) {
    unreadable++;
    LOG.warn(
        "passed over topic {} offset {} key {}: {}",
        record.topic(),
        record.offset(),
        record.key(),
        reason);
  }

  @Override
  public void close() {
    topic.close();
  }
}
