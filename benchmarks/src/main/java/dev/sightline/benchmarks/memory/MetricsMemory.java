package dev.sightline.benchmarks.memory;

import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredWatch;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.topology.MonitoringTopics;
import dev.sightline.topology.MonitoringTopology;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.alerts.WatchStore;
import dev.sightline.topology.monitoring.join.JoinSettings;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.time.EventTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * The metrics stream itself, without a broker, on counts of images as of commits: its windows, and
 * its detectors. For one thread.
 */
final class MetricsMemory implements AutoCloseable {
  private static final String APPLICATION = "memory";
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(100);
  private static final int BATCH = 300;
  private static final MetricsSettings SETTINGS = MetricsSettings.DEFAULTS;

  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://memory"));
  private final TemporaryFolder folder = TemporaryFolder.create("sightline-memory-");
  private final CountedImages images = new CountedImages();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, PartitionCounts> counts;
  private final int versions;
  private MetricsWindow lastWindow;
  private long commits;

  MetricsMemory(int versions) {
    this.versions = versions;
    MeterRegistry meters = new SimpleMeterRegistry();
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.path().toString());
    Duration ahead = Duration.ofMinutes(1);
    driver =
        new TopologyTestDriver(
            new MonitoringTopology(
                    registry,
                    Map.of(),
                    new MonitoringTopics(1, 1, false),
                    new JoinSettings(
                        SETTINGS.retention(), SETTINGS.grace(), Duration.ofHours(6), ahead),
                    SETTINGS,
                    DriftSettings.DEFAULTS,
                    images,
                    new EventTime(Clock.fixed(START, ZoneOffset.UTC), ahead, meters),
                    meters)
                .build(),
            config,
            START);
    counts =
        driver.createInputTopic(
            APPLICATION + "-counts-repartition",
            new StringSerializer(),
            StoredSerde.of(PartitionCounts.class).serializer());
  }

  /** Takes in more images: one version after another, some thousands a second in all. */
  void see(long more) {
    long bucketMs = SETTINGS.windowAdvance().toMillis();
    for (long seen = 0; seen < more; seen += BATCH) {
      int version = (int) (commits % versions) + 1;
      long timeMs = START.toEpochMilli() + commits * BETWEEN_COMMITS.toMillis();
      counts.pipeInput(
          "model/" + version,
          images.counts(version, timeMs - timeMs % bucketMs, bucketMs, BATCH),
          Instant.ofEpochMilli(timeMs));
      commits++;
      driver.advanceWallClockTime(BETWEEN_COMMITS);
      forgetOutput();
    }
  }

  /** What was published is no memory of the stream's. */
  private void forgetOutput() {
    AvroDeserializer<MetricsWindow> windows = new AvroDeserializer<>(MetricsWindow.class, registry);
    for (String topic : driver.producedTopicNames()) {
      var output =
          driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      while (!output.isEmpty()) {
        byte[] value = output.readValue();
        if (topic.equals(Topics.METRICS.name())) {
          lastWindow = windows.deserialize(topic, value);
        }
      }
    }
  }

  /** The window that was published last. */
  MetricsWindow lastWindow() {
    return lastWindow;
  }

  /** The bytes that the detectors of a version are in the state folder: the mean. */
  long detectorBytes() {
    long bytes = 0;
    for (int version = 1; version <= versions; version++) {
      bytes +=
          bytes(
              driver
                  .<String, StoredWatch>getKeyValueStore(WatchStore.WATCHES)
                  .get("model/" + version));
    }
    return bytes / versions;
  }

  private static long bytes(StoredWatch watch) {
    return StoredSerde.of(StoredWatch.class).serializer().serialize("", watch).length;
  }

  @Override
  public void close() throws IOException {
    driver.close();
    folder.close();
  }
}
