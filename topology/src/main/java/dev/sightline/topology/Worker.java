package dev.sightline.topology;

import dev.sightline.inference.session.Device;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.WorkerConfig.Role;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.http.HttpServer;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.GoldenCheck;
import dev.sightline.topology.model.ModelEvents;
import dev.sightline.topology.model.ModelFeed;
import dev.sightline.topology.model.ModelLoader;
import dev.sightline.topology.model.ModelStaging;
import dev.sightline.topology.monitoring.windows.ManifestLabels;
import dev.sightline.topology.scoring.ScoringMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of the pipeline: follows the model, scores images, maintains the metrics, and answers
 * over HTTP, each according to its roles.
 *
 * <p>Scoring starts when a first model version serves: until then the worker is no member of the
 * group, so images wait in Kafka or go to workers that are ready. {@link #run} blocks until {@link
 * #close} is called from another thread (a shutdown hook, say) or the worker fails.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long WATCH_MS = 200;

  private final WorkerConfig config;
  private final SchemaRegistry registry;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Champion champion = new Champion();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();

  private volatile HttpServer http;
  private volatile ModelFeed feed;
  private volatile StreamsApplication scoring;
  private volatile StreamsApplication metrics;
  private volatile boolean closing;

  public Worker(WorkerConfig config, SchemaRegistry registry) {
    this.config = config;
    this.registry = registry;
  }

  private synchronized void start() {
    Map<String, Object> clients = config.clientConfig();
    RequiredTopics.check(clients);
    new JvmMemoryMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    gcMetrics.bindTo(meters);
    http =
        open(
            new HttpServer(
                config.getString(WorkerConfig.HTTP_HOST),
                config.getInt(WorkerConfig.HTTP_PORT),
                meters,
                this::live,
                this::ready));
    LOG.info(
        "worker {}: /metrics, /health/live and /health/ready on {}:{}",
        config.workerId(),
        config.getString(WorkerConfig.HTTP_HOST),
        http.port());
    if (config.has(Role.METRICS)) {
      startMetrics(clients);
    }
    if (config.has(Role.SCORE)) {
      startFeed(clients);
    }
  }

  private void startMetrics(Map<String, Object> clients) {
    ManifestLabels labelOrder =
        open(new ManifestLabels(new ModelCatalogue(clients, registry, Optional.empty())));
    metrics =
        open(
            new StreamsApplication(
                "metrics",
                MonitoringTopology.build(registry, clients, config.metrics(), labelOrder, meters),
                config.streamsConfig(Role.METRICS),
                meters));
    metrics.start();
  }

  private void startFeed(Map<String, Object> clients) {
    Clock clock = Clock.systemUTC();
    BatchSizes sizes = new BatchSizes(config.batch().maxBatchSize());
    String device = Device.name();
    ModelEvents events = open(new ModelEvents(config.workerId(), device, clients, registry, clock));
    open(champion);
    Gauge.builder("sightline.model.version", champion, Worker::servingVersion)
        .description("The version that serves, 0 while none does")
        .tag("device", device)
        .register(meters);
    feed =
        open(
            new ModelFeed(
                config.modelName(),
                clients,
                registry,
                new ModelCatalogue(clients, registry, verifier()),
                new ModelStaging(config.stateDir().resolve("models")),
                new ModelLoader(
                    sizes,
                    new GoldenCheck(config.getDouble(WorkerConfig.GOLDEN_TOLERANCE).floatValue()),
                    config.executionSettings()),
                champion,
                events));
    feed.start();
    LOG.info("waiting for a champion of model {}", config.modelName());
  }

  private Optional<ManifestVerifier> verifier() {
    return config.trustedKeys().isEmpty()
        ? Optional.empty()
        : Optional.of(ManifestVerifier.fromPem(config.trustedKeys()));
  }

  private static double servingVersion(Champion champion) {
    return version(champion).orElse(0);
  }

  private static Optional<Integer> version(Champion champion) {
    return champion.serving().map(model -> model.manifest().getVersion());
  }

  /** The model version that serves on this worker, if one does. */
  public Optional<Integer> servingVersion() {
    return version(champion);
  }

  private synchronized void startScoring() {
    if (closing || scoring != null) {
      return;
    }
    ScoringMetrics scoringMetrics = new ScoringMetrics(meters);
    ScoringTopology topology =
        new ScoringTopology(
            registry,
            config.clientConfig(),
            champion,
            config.batch(),
            config.decodeLimits(),
            scoringMetrics,
            Clock.systemUTC());
    scoring =
        open(
            new StreamsApplication(
                "scoring", topology.build(), config.streamsConfig(Role.SCORE), meters));
    scoring.start();
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * Starts all that the roles ask for and blocks until closed.
   *
   * @throws org.apache.kafka.common.config.ConfigException when topics are missing or don't fit
   * @throws IllegalStateException when the worker ended by itself
   */
  public void run() throws InterruptedException {
    start();
    while (!closing) {
      if (config.has(Role.SCORE)
          && scoring == null
          && champion.awaitFirst(WATCH_MS, TimeUnit.MILLISECONDS)) {
        startScoring();
      }
      Health live = live();
      if (!live.healthy() && !closing) {
        throw new IllegalStateException(live.reason(), failure().orElse(null));
      }
      Thread.sleep(WATCH_MS);
    }
  }

  private Optional<Throwable> failure() {
    return Optional.ofNullable(scoring)
        .flatMap(StreamsApplication::failure)
        .or(() -> Optional.ofNullable(metrics).flatMap(StreamsApplication::failure))
        .or(() -> Optional.ofNullable(feed).flatMap(ModelFeed::failure));
  }

  /** Whether this process is worth keeping. */
  public Health live() {
    if (feed != null && feed.failure().isPresent()) {
      return Health.unhealthy("the model feed ended: " + feed.failure().get());
    }
    if (metrics != null && !metrics.live().healthy()) {
      return metrics.live();
    }
    return scoring == null ? Health.healthy("waiting") : scoring.live();
  }

  /** Whether images are being scored and metrics maintained, as the roles ask for. */
  public Health ready() {
    if (config.has(Role.SCORE) && champion.serving().isEmpty()) {
      return Health.unhealthy("no version of model " + config.modelName() + " serves yet");
    }
    if (config.has(Role.SCORE) && scoring == null) {
      return Health.unhealthy("scoring has not started");
    }
    if (metrics != null && !metrics.ready().healthy()) {
      return metrics.ready();
    }
    return scoring == null ? Health.healthy("running") : scoring.ready();
  }

  /** The port of {@code /metrics} and {@code /health}; 0 until it listens. */
  public int httpPort() {
    HttpServer listening = http;
    return listening == null ? 0 : listening.port();
  }

  /** Drains and commits what is in flight, leaves the groups, closes the model. */
  @Override
  public synchronized void close() {
    closing = true;
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("{} did not close well", resource.getClass().getSimpleName(), e);
      }
    }
    gcMetrics.close();
    meters.close();
  }
}
