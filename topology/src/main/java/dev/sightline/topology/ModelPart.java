package dev.sightline.topology;

import dev.sightline.inference.session.Device;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.GoldenCheck;
import dev.sightline.topology.model.ModelEvents;
import dev.sightline.topology.model.ModelFeed;
import dev.sightline.topology.model.ModelLoader;
import dev.sightline.topology.model.ModelStaging;
import dev.sightline.topology.settings.WorkerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of the role {@code score}: follows its releases and lets the champion serve. */
final class ModelPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPart.class);

  private final WorkerConfig config;
  private final SchemaRegistry registry;
  private final Champion champion;
  private final MeterRegistry meters;
  private final Closing opened = new Closing();
  private volatile ModelFeed feed;

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
    Map<String, Object> clients = config.clientConfig();
    String device = Device.name();
    ModelEvents events =
        opened.add(
            new ModelEvents(config.workerId(), device, clients, registry, Clock.systemUTC()));
    opened.add(champion);
    Gauge.builder("sightline.model.version", this, part -> part.servingVersion().orElse(0))
        .description("The version that serves, 0 while none does")
        .tag("device", device)
        .register(meters);
    feed = opened.add(feed(clients, events));
    feed.start();
    LOG.info("waiting for a champion of model {}", config.modelName());
  }

  private ModelFeed feed(Map<String, Object> clients, ModelEvents events) {
    return new ModelFeed(
        config.modelName(),
        clients,
        registry,
        new ModelCatalogue(clients, registry, verifier()),
        new ModelStaging(config.stateDir().resolve("models")),
        new ModelLoader(
            new BatchSizes(config.batch().maxBatchSize()),
            new GoldenCheck((float) config.goldenTolerance()),
            config.executionSettings()),
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
        .orElse(Health.healthy("the model feed runs"));
  }

  @Override
  public Health ready() {
    return servingVersion()
        .map(version -> Health.healthy(model() + " " + version + " serves"))
        .orElse(Health.unhealthy("no version of " + model() + " serves yet"));
  }

  private String model() {
    return "model " + config.modelName();
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
