package dev.sightline.topology;

import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.scoring.ModelAnswers;
import dev.sightline.topology.scoring.ScoringMetrics;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import dev.sightline.topology.time.EventTime;
import dev.sightline.topology.topics.RefusalHandler;
import dev.sightline.topology.topics.Refusals;
import dev.sightline.topology.topics.TopicLimits;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of the pipeline: one part for what it says over HTTP, and those of its roles. {@link
 * #run} blocks until {@link #close} is called from another thread (a shutdown hook, say) or a part
 * ends by itself.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration WATCH_EVERY = Duration.ofMillis(200);

  /**
   * The longest time from {@link #close} to the end of {@link #run}: less than the 30 seconds that
   * Kubernetes, and the command line, leave a process.
   */
  public static final Duration CLOSES_WITHIN = Duration.ofSeconds(25);

  private final WorkerConfig config;
  private final SchemaRegistry registry;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Champion champion = new Champion();
  private final ModelAnswers answers = new ModelAnswers(Clock.systemUTC());
  private final StateFolder folder;
  private final StreamsApplications applications;
  private final HttpPart http;
  private final ModelPart model;
  private final Parts parts;

  /**
   * Opens nothing yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException when a GPU is required and there is none
   */
  public Worker(WorkerConfig config, SchemaRegistry registry) {
    ModelDevices.check(config, ModelDevices::found);
    this.config = config;
    this.registry = registry;
    this.folder = new StateFolder(config.stateDir());
    this.applications = new StreamsApplications(config, registry, folder, meters);
    this.http = new HttpPart(config.httpHost(), config.httpPort(), meters, this::live, this::ready);
    this.model = new ModelPart(config, registry, champion, meters);
    this.parts = new Parts(partsInOrder(), WATCH_EVERY, CLOSES_WITHIN);
  }

  private List<Part> partsInOrder() {
    List<Part> inOrder = new ArrayList<>(List.of(http));
    if (config.has(Role.METRICS)) {
      inOrder.add(new MonitoringPart(config, registry, applications, meters));
      config
          .webhook()
          .ifPresent(webhook -> inOrder.add(new WebhookPart(config, webhook, registry, meters)));
    }
    if (config.has(Role.SCORE)) {
      inOrder.add(model);
      inOrder.add(new ScoringPart(champion, this::scoring));
      inOrder.add(new AnswersPart(answers));
    }
    return inOrder;
  }

  private StreamsApplication scoring() {
    Map<String, Object> streamsConfig = config.streamsConfig(Role.SCORE);
    TopicLimits limits =
        new TopicLimits(
            () -> RequiredTopics.settings(config.clientConfig()),
            config.producerMaxBytes(),
            Clock.systemUTC());
    Refusals refusals = new Refusals(limits);
    streamsConfig.put(RefusalHandler.REFUSALS, refusals);
    ScoringTopology topology =
        new ScoringTopology(
            registry,
            config.clientConfig(),
            champion,
            config.batch(),
            config.decodeLimits(),
            limits,
            refusals,
            answers,
            new ScoringMetrics(meters),
            Clock.systemUTC(),
            new EventTime(Clock.systemUTC(), config.maxAhead(), meters));
    return applications.make(
        "scoring",
        streamsConfig,
        topology.build(),
        topology::clients,
        Set.of(Topics.IMAGES.name()),
        List.of(Topics.PREDICTIONS),
        Optional.of(config.modelName()));
  }

  /**
   * Starts all that the roles ask for and blocks until closed; whatever ends it, all is closed.
   *
   * @throws org.apache.kafka.common.config.ConfigException when rights or topics are missing, or
   *     topics don't fit, or another worker has the state folder; nothing was opened then
   * @throws IllegalStateException when a part ended by itself
   */
  public void run() throws InterruptedException {
    RequiredTopics.check(
        config.clientConfig(), RequiredRights.of(config), config.producerMaxBytes());
    try (folder) {
      folder.open();
      LOG.info("worker {} starts", config.workerId());
      parts.run();
    }
  }

  /** The model version that serves on this worker, if one does. */
  public Optional<Integer> servingVersion() {
    return model.servingVersion();
  }

  /** Whether this process is worth keeping. */
  public Health live() {
    return parts.live();
  }

  /** Whether images are being scored and metrics maintained, as the roles ask for. */
  public Health ready() {
    return parts.ready();
  }

  /** The port of {@code /metrics} and {@code /health}; 0 while it does not listen. */
  public int httpPort() {
    return http.port();
  }

  /** Drains and commits what is in flight, leaves the groups, closes the model. */
  @Override
  public void close() {
    parts.close();
  }
}
