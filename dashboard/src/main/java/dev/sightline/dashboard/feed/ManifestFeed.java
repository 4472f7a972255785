package dev.sightline.dashboard.feed;

import dev.sightline.models.ModelKey;
import dev.sightline.models.ModelVersion;
import dev.sightline.models.log.TopicScan;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelPart;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * The manifests on {@code models}, all of them: the parts behind each are not downloaded, as {@link
 * TopicScan.Skip} says.
 */
public final class ManifestFeed implements Feed, TopicScan.Taker {
  private static final int FETCH_BYTES = 64 * 1024;
  private static final long LOOK_MS = 1000;

  private final Map<String, ?> config;
  private final Sink sink;
  private final InstantSource clock;
  private final AvroDeserializer<ModelPart> deserializer;
  private final FeedThread thread;
  private volatile FeedState state = FeedState.of(Topics.MODELS.name());

  /** What becomes of the manifests. Called by one thread. */
  public interface Sink {
    void published(ModelManifest manifest);

    void removed(ModelVersion version);

    /** The topic was made anew. */
    void forget();
  }

  public ManifestFeed(
      Map<String, ?> config, SchemaRegistry registry, Sink sink, InstantSource clock) {
    this.config = Map.copyOf(config);
    this.sink = sink;
    this.clock = clock;
    this.deserializer = new AvroDeserializer<>(ModelPart.class, registry);
    this.thread = new FeedThread("dashboard-models", this::follow, this::wait);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public FeedState state() {
    return state;
  }

  private void follow() throws InterruptedException {
    try (TopicScan scan =
        new TopicScan(Topics.MODELS, config, IsolationLevel.READ_COMMITTED, FETCH_BYTES, this)) {
      while (true) {
        scan.refresh();
        state = state.goesOn().caughtUpNow();
        Thread.sleep(LOOK_MS);
      }
    }
  }

  @Override
  public Optional<TopicScan.Skip> take(ConsumerRecord<String, byte[]> record) {
    Optional<ModelKey> key = ModelKey.parse(record.key()).filter(ModelKey::isManifest);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    if (record.value() == null) {
      sink.removed(key.get().model());
      return Optional.empty();
    }
    try {
      ModelManifest manifest = manifest(record, key.get().model());
      sink.published(manifest);
      state = state.takenOne();
      return parts(record, key.get().model(), manifest.getParts().size());
    } catch (UnreadableRecordException | UnfitRecordException fault) {
      state = state.passedOver("offset " + record.offset() + ": " + fault.getMessage());
      return Optional.empty();
    }
  }

  private ModelManifest manifest(ConsumerRecord<String, byte[]> record, ModelVersion version) {
    ModelManifest manifest = deserializer.deserialize(record.topic(), record.value()).getManifest();
    if (manifest == null
        || !version.name().equals(manifest.getName())
        || version.version() != manifest.getVersion()) {
      throw new UnfitRecordException("expected the manifest of " + version + ", found another");
    }
    return manifest;
  }

  private static Optional<TopicScan.Skip> parts(
      ConsumerRecord<?, ?> record, ModelVersion version, int parts) {
    return parts < 2
        ? Optional.empty()
        : Optional.of(
            new TopicScan.Skip(
                record.offset() + parts, new ModelKey(version, parts - 1).toString()));
  }

  @Override
  public void forget() {
    sink.forget();
  }

  private void wait(Exception why) {
    state = state.waiting(Refused.inWords(why, Part.DASHBOARD), clock.millis());
  }

  @Override
  public void close() {
    thread.close();
  }
}
