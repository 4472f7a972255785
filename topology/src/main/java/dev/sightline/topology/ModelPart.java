package dev.sightline.topology;

import dev.sightline.inference.session.Devices;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.release.ReleaseScan;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.GoldenCheck;
import dev.sightline.topology.model.ModelEvents;
import dev.sightline.topology.model.ModelFeed;
import dev.sightline.topology.model.ModelLoader;
import dev.sightline.topology.model.ModelStaging;
import dev.sightline.topology.model.PublishedVersions;
import dev.sightline.topology.settings.WorkerConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of the role {@code score}: follows its releases and lets the champion serve. */
final class ModelPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPart.class);

  /** The health tells of a broker that is away when a question has waited so long. */
  private static final int NO_ANSWER_MS = (int) Duration.ofSeconds(15).toMillis();

  private final WorkerConfig config;
  private final SchemaRegistry registry;
  private final Champion champion;
  private final MeterRegistry meters;
  private final Closing opened = new Closing();
  private volatile ModelFeed feed;
  private volatile Devices devices;

  /**
   * @param champion what serves; retired when this closes
   */
  ModelPart(WorkerConfig config, SchemaRegistry registry, Champion champion, MeterRegistry meters) {
    this.config = config;
    this.registry = registry;
    this.champion = champion;
    this.meters = meters;
  }

  @Override
  public void start() {
    Map<String, Object> clients = new HashMap<>(config.clientConfig());
    clients.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, NO_ANSWER_MS);
    devices = ModelDevices.found();
    String device = devices.name();
    LOG.info("scoring on {}", devices.text());
    ModelEvents events =
        opened.add(
            new ModelEvents(config.workerId(), device, clients, registry, Clock.systemUTC()));
    opened.add(champion);
    Gauge.builder("sightline.model.version", this, part -> part.servingVersion().orElse(0))
        .description("The version that serves, 0 while none does")
        .tag("device", device)
        .register(meters);
    feed = opened.add(feed(clients, events));
    meter(events);
    feed.start();
    LOG.info("waiting for a champion of model {}", config.modelName());
  }

  private void meter(ModelEvents events) {
    Gauge.builder("sightline.model.champion", feed, following -> following.wanted().orElse(0))
        .description("The version that is to serve, 0 while none is known")
        .register(meters);
    FunctionCounter.builder(
            "sightline.model.records.unreadable", feed, ModelFeed::unreadableRecords)
        .description("Records of models and model-releases passed over, as nobody can read them")
        .register(meters);
    FunctionCounter.builder("sightline.model.events.lost", events, ModelEvents::lost)
        .description("Events that could not be written to model-events")
        .register(meters);
  }

  private ModelFeed feed(Map<String, Object> clients, ModelEvents events) {
    ModelStaging staging = new ModelStaging(config.stateDir().resolve("models"));
    staging.removeLeftovers();
    return ModelFeed.of(
        config.modelName(),
        ReleaseScan.of(config.modelName(), clients, registry),
        new PublishedVersions(
            config.modelName(),
            new ModelCatalogue(clients, registry, verifier()),
            staging,
            new ModelLoader(
                new BatchSizes(config.batch().maxBatchSize()),
                new GoldenCheck((float) config.goldenTolerance()),
                devices.distinct(config.executionSettings()))),
        champion,
        events);
  }

  private Optional<ManifestVerifier> verifier() {
    return config.trustedKeys().isEmpty()
        ? Optional.empty()
        : Optional.of(ManifestVerifier.fromPem(config.trustedKeys()));
  }

  /** The version that serves, if one does. */
  Optional<Integer> servingVersion() {
    return champion.serving().map(model -> model.manifest().getVersion());
  }

  @Override
  public Health live() {
    return failure()
        .map(cause -> Health.unhealthy("the model feed ended: " + cause))
        .orElse(Health.healthy("the model feed runs" + onDevice()));
  }

  @Override
  public Health ready() {
    if (feed == null) {
      return Health.unhealthy("the model feed has not started");
    }
    Health ready = feed.ready();
    return ready.healthy() ? Health.healthy(ready.reason() + onDevice()) : ready;
  }

  private String onDevice() {
    return devices == null ? "" : " on " + devices.name();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(feed).flatMap(ModelFeed::failure);
  }

  @Override
  public void close() {
    opened.close();
  }
}
