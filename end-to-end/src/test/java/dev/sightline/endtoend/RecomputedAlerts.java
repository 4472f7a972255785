package dev.sightline.endtoend;

import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.StoredWatch;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.topology.MonitoringTopics;
import dev.sightline.topology.MonitoringTopology;
import dev.sightline.topology.monitoring.alerts.WatchStore;
import dev.sightline.topology.monitoring.windows.ManifestLabels;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.time.EventTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;

/** What the alarms come to when all counts are taken in once more, by one that nobody kills. */
final class RecomputedAlerts implements AutoCloseable {
  private static final String APPLICATION = "sightline-metrics";

  private final Cluster cluster;
  private final ManifestLabels manifests;
  private final TopologyTestDriver driver;

  /**
   * @param settings of the workers
   */
  RecomputedAlerts(Cluster cluster, Path stateDir, Map<String, ?> settings) {
    this.cluster = cluster;
    Map<String, Object> all = cluster.config(settings);
    all.put(WorkerConfig.STATE_DIR, stateDir.toString());
    WorkerConfig config = WorkerConfig.of(all);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    manifests =
        new ManifestLabels(
            new ModelCatalogue(config.clientConfig(), cluster.registry(), Optional.empty()));
    driver =
        new TopologyTestDriver(
            new MonitoringTopology(
                    cluster.registry(),
                    config.clientConfig(),
                    new MonitoringTopics(cluster.partitions(), cluster.partitions(), false),
                    config.join(),
                    config.metrics(),
                    config.drift(),
                    manifests,
                    new EventTime(Clock.systemUTC(), config.maxAhead(), meters),
                    meters)
                .build(),
            properties);
  }

  /** The topic of the counts that the application's alarms are made of. */
  static String countsTopic() {
    return APPLICATION + "-counts-repartition";
  }

  /** The topic of what its alarms remember. */
  static String watchesTopic() {
    return APPLICATION + "-" + WatchStore.WATCHES + "-changelog";
  }

  /** Takes in all counts, in order. */
  void takeIn(List<ConsumerRecord<byte[], byte[]>> counts) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(
            countsTopic(), new ByteArraySerializer(), new ByteArraySerializer());
    counts.forEach(
        record ->
            input.pipeInput(
                record.key(), record.value(), Instant.ofEpochMilli(record.timestamp())));
  }

  /** What was raised and cleared. */
  List<DriftAlert> alerts() {
    return driver
        .createOutputTopic(
            Topics.DRIFT_ALERTS.name(),
            new ByteArrayDeserializer(),
            new AvroDeserializer<>(DriftAlert.class, cluster.registry()))
        .readValuesToList();
  }

  /** What is remembered at the end, by model version. */
  Map<String, StoredWatch> watches() {
    Map<String, StoredWatch> watches = new TreeMap<>();
    try (KeyValueIterator<String, StoredWatch> all =
        driver.<String, StoredWatch>getKeyValueStore(WatchStore.WATCHES).all()) {
      while (all.hasNext()) {
        KeyValue<String, StoredWatch> each = all.next();
        watches.put(each.key, each.value);
      }
    }
    return watches;
  }

  @Override
  public void close() {
    driver.close();
    manifests.close();
  }
}
