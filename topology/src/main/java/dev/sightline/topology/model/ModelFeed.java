package dev.sightline.topology.model;

import dev.sightline.inference.ScoringModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code model-releases} and brings the released version of one model to serve: fetch,
 * verify, unpack, load aside, warm up, check, switch. A thread of its own does all of it, so
 * scoring never waits for a model.
 *
 * <p>A version that fails is rejected and left alone until the next release record. A broker or
 * registry that can't be reached is no fault of the version: it is tried again.
 */
public final class ModelFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);
  private static final TopicPartition RELEASES =
      new TopicPartition(Topics.MODEL_RELEASES.name(), 0);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** Release and manifest are of one transaction, but each partition shows it in its own time. */
  private static final int PATIENCE = 30;

  private final String name;
  private final KafkaConsumer<String, byte[]> releases;
  private final AvroDeserializer<ModelRelease> deserializer;
  private final ModelCatalogue catalogue;
  private final ModelStaging staging;
  private final ModelLoader loader;
  private final Champion champion;
  private final ModelEvents events;
  private final Thread thread = new Thread(this::run, "model-feed");

  private Integer wanted;
  private int attemptsLeft;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  /**
   * @param name the model to follow
   * @param clientConfig connection and security of Kafka clients
   */
  public ModelFeed(
      String name,
      Map<String, ?> clientConfig,
      SchemaRegistry registry,
      ModelCatalogue catalogue,
      ModelStaging staging,
      ModelLoader loader,
      Champion champion,
      ModelEvents events) {
    this.name = name;
    this.catalogue = catalogue;
    this.staging = staging;
    this.loader = loader;
    this.champion = champion;
    this.events = events;
    this.deserializer = new AvroDeserializer<>(ModelRelease.class, registry);
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.releases =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Starts to follow. */
  public void start() {
    thread.start();
  }

  /** What ended the feed, if something did that is not worth trying again. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    releases.assign(List.of(RELEASES));
    releases.seekToBeginning(List.of(RELEASES));
    try {
      while (!closed) {
        step();
      }
    } catch (WakeupException | InterruptException closing) {
      if (!closed) {
        failure = closing;
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the model feed ends, the champion serves on", e);
      failure = e instanceof RuntimeException known ? known : new IllegalStateException(e);
    } finally {
      Thread.interrupted(); // with the mark set, consumers could not close in good order
      releases.close();
      catalogue.close();
    }
  }

  private void step() {
    Duration wait = POLL;
    try {
      for (ConsumerRecord<String, byte[]> release : releases.poll(POLL)) {
        note(release);
      }
      if (wanted == null || !serve(wanted)) {
        return;
      }
      wanted = null;
    } catch (WakeupException | InterruptException closing) {
      throw closing;
    } catch (KafkaException e) {
      LOG.warn("the model feed tries again: {}", e.getMessage());
      pause();
    }
  }

  /** Remembers the version to serve; an unreadable or foreign record changes nothing. */
  private void note(ConsumerRecord<String, byte[]> release) {
    if (!name.equals(release.key()) || release.value() == null) {
      return;
    }
    try {
      ModelRelease record = deserializer.deserialize(release.topic(), release.value());
      wanted = record.getChampion();
      attemptsLeft = PATIENCE;
    } catch (UnreadableRecordException e) {
      LOG.error("release at offset {} is skipped: {}", release.offset(), e.getMessage());
    }
  }

  /** Brings a version to serve or rejects it; false when its manifest has not shown up yet. */
  private boolean serve(int version) {
    if (champion.serving().map(model -> model.manifest().getVersion()).orElse(-1) == version) {
      return true;
    }
    Optional<PublishedModel> published = catalogue.manifest(name, version);
    if (published.isEmpty()) {
      if (--attemptsLeft > 0) {
        return false;
      }
      events.rejected(name, version, "no manifest of this version on " + Topics.MODELS.name());
      return true;
    }
    try {
      switchTo(published.get());
    } catch (ModelRejectedException e) {
      events.rejected(name, version, e.getMessage());
    }
    return true;
  }

  private void switchTo(PublishedModel published) {
    ModelManifest manifest = published.manifest();
    int version = manifest.getVersion();
    long start = System.nanoTime();
    try (ModelStaging.Folder folder = staging.unpack(catalogue, published)) {
      ScoringModel model =
          loader.load(
              folder.path(),
              manifest,
              loaded ->
                  events.say(name, version, ModelState.LOADED, loaded.precision(), since(start)));
      events.say(name, version, ModelState.WARMED, model.precision(), since(start));
      champion.promote(
          model,
          () -> events.say(name, version, ModelState.RETIRED, model.precision(), since(start)));
      events.say(name, version, ModelState.SERVING, model.precision(), since(start));
    }
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private void pause() {
    try {
      Thread.sleep(RETRY.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Stops to follow; the champion is left as it is. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
