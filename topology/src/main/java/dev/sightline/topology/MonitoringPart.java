package dev.sightline.topology;

import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.monitoring.windows.ManifestLabels;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import dev.sightline.topology.stores.StoreMemory;
import dev.sightline.topology.time.EventTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The role {@code metrics}: joins labels with predictions, maintains the windows, raises alarms.
 */
final class MonitoringPart implements Part {
  private final WorkerConfig config;
  private final SchemaRegistry registry;
  private final StreamsApplications applications;
  private final MeterRegistry meters;
  private final Closing opened = new Closing();
  private volatile StreamsApplication application;

  MonitoringPart(
      WorkerConfig config,
      SchemaRegistry registry,
      StreamsApplications applications,
      MeterRegistry meters) {
    this.config = config;
    this.registry = registry;
    this.applications = applications;
    this.meters = meters;
  }

  @Override
  public void start() {
    Map<String, Object> clients = config.clientConfig();
    ManifestLabels labelOrder =
        opened.add(new ManifestLabels(new ModelCatalogue(clients, registry, Optional.empty())));
    Map<String, Object> settings = config.streamsConfig(Role.METRICS);
    MonitoringTopics topics;
    try (Admin admin = Admin.create(clients)) {
      InternalReplication.of(admin).addTo(settings);
      topics = MonitoringTopics.of(admin, applicationId(settings));
    }
    opened.add(new StoreMemory(config.stateMemoryBytes())).addTo(settings);
    application =
        opened.add(
            applications.make(
                "metrics",
                settings,
                new MonitoringTopology(
                        registry,
                        clients,
                        topics,
                        config.join(),
                        config.metrics(),
                        config.drift(),
                        labelOrder,
                        new EventTime(Clock.systemUTC(), config.maxAhead(), meters),
                        meters)
                    .build(),
                UnaryOperator.identity(),
                MonitoringTopics.inAvro(applicationId(settings)),
                List.of(Topics.METRICS, Topics.DRIFT_ALERTS),
                Optional.empty()));
    application.start();
  }

  private static String applicationId(Map<String, Object> settings) {
    return settings.get(StreamsConfig.APPLICATION_ID_CONFIG).toString();
  }

  @Override
  public Health live() {
    return application == null ? Health.healthy("metrics has not started") : application.live();
  }

  @Override
  public Health ready() {
    return application == null ? Health.unhealthy("metrics has not started") : application.ready();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(application).flatMap(StreamsApplication::failure);
  }

  @Override
  public void close() {
    opened.close();
  }
}
