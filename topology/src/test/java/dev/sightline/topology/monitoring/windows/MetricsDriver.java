package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.topology.MonitoringTopics;
import dev.sightline.topology.MonitoringTopology;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.join.JoinSettings;
import dev.sightline.topology.monitoring.join.Pairing;
import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.join.Pairings;
import dev.sightline.topology.time.EventTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The metrics topology in a driver, spoken to in predictions, labels and windows. */
public final class MetricsDriver implements AutoCloseable {
  public static final String APPLICATION_ID = "metrics-test";

  private static final String COUNTS = APPLICATION_ID + "-counts-repartition";

  /** How far one input may lag behind the other. */
  public static final Duration MAX_LAG = Duration.ofHours(6);

  /** How far a timestamp may lie ahead of {@link #NOW}. */
  public static final Duration MAX_AHEAD = Duration.ofMinutes(1);

  /** Where the wall clock starts: behind everything that tests take in. */
  public static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

  private final InMemoryRegistry registry;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final MetricsSettings settings;
  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, byte[]> metrics;
  private final TestOutputTopic<String, byte[]> alerts;
  private final TestOutputTopic<String, PartitionCounts> counts;
  private final Map<String, MetricsWindow> windows = new TreeMap<>();
  private boolean ended;

  public MetricsDriver(MetricsSettings settings, LabelOrder labelOrder, Path stateDir) {
    this(settings, labelOrder, stateDir, new InMemoryRegistry());
  }

  /** A driver that shares its registry with others. */
  public MetricsDriver(
      MetricsSettings settings, LabelOrder labelOrder, Path stateDir, InMemoryRegistry registry) {
    this(settings, DriftSettings.DEFAULTS, labelOrder, stateDir, registry);
  }

  /** A driver with other settings of the alarms. */
  public MetricsDriver(
      MetricsSettings settings,
      DriftSettings driftSettings,
      LabelOrder labelOrder,
      Path stateDir,
      InMemoryRegistry registry) {
    this.settings = settings;
    this.registry = registry;
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    driver =
        new TopologyTestDriver(
            new MonitoringTopology(
                    registry,
                    Map.of(),
                    new MonitoringTopics(1, 1, true),
                    new JoinSettings(settings.retention(), settings.grace(), MAX_LAG, MAX_AHEAD),
                    settings,
                    driftSettings,
                    labelOrder,
                    new EventTime(Clock.fixed(NOW, ZoneOffset.UTC), MAX_AHEAD, meters),
                    meters)
                .build(),
            config,
            NOW);
    metrics =
        driver.createOutputTopic(
            Topics.METRICS.name(), new StringDeserializer(), new ByteArrayDeserializer());
    alerts =
        driver.createOutputTopic(
            Topics.DRIFT_ALERTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
    counts =
        driver.createOutputTopic(
            COUNTS, new StringDeserializer(), StoredSerde.of(PartitionCounts.class).deserializer());
  }

  public InMemoryRegistry registry() {
    return registry;
  }

  public void predict(String id, int version, String predicted, long timestampMs) {
    predict(id, version, predicted, 1, timestampMs);
  }

  public void predict(
      String id, int version, String predicted, double confidence, long timestampMs) {
    predict(id, version, predicted, confidence, null, timestampMs);
  }

  /**
   * @param image null where the prediction says nothing of it
   */
  public void predict(
      String id,
      int version,
      String predicted,
      double confidence,
      ImageStatistics image,
      long timestampMs) {
    Prediction prediction = prediction(id, version, predicted);
    prediction.setConfidence((float) confidence);
    prediction.setImageStatistics(image);
    pipe(Topics.PREDICTIONS, id, prediction, timestampMs);
  }

  public void label(String id, String actual, long labelledAtMs, long timestampMs) {
    pipe(Topics.LABELS, id, labelOf(id, actual, labelledAtMs), timestampMs);
  }

  /** A label whose event time is when the truth became known. */
  public void label(String id, String actual, long timestampMs) {
    label(id, actual, timestampMs, timestampMs);
  }

  public <T extends SpecificRecord> void pipe(
      Topic<T> topic, String key, T value, long timestampMs) {
    pipeBytes(topic, key, bytes(topic, value), timestampMs);
  }

  public <T extends SpecificRecord> byte[] bytes(Topic<T> topic, T value) {
    return new AvroSerializer<>(topic.valueType(), registry, Map.of())
        .serialize(topic.name(), value);
  }

  public void pipeBytes(Topic<?> topic, String key, byte[] value, long timestampMs) {
    TestInputTopic<String, byte[]> input =
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
    input.pipeInput(key, value, Instant.ofEpochMilli(timestampMs));
  }

  public static Prediction prediction(String id, int version, String predicted) {
    return Prediction.newBuilder()
        .setId(id)
        .setLabel(predicted)
        .setLabelIndex(0)
        .setConfidence(1)
        .setProbabilities(List.of(1f))
        .setModelName("cifar")
        .setModelVersion(version)
        .setCapturedAt(Instant.EPOCH)
        .setScoredAt(Instant.EPOCH)
        .build();
  }

  public static Label labelOf(String id, String actual, long labelledAtMs) {
    return Label.newBuilder()
        .setId(id)
        .setLabel(actual)
        .setLabelledAt(Instant.ofEpochMilli(labelledAtMs))
        .build();
  }

  /**
   * Lets event time pass for both inputs: nothing is behind it any more. Takes in a prediction of
   * its own, and its label.
   */
  public void letEventTimePass(long untilMs) {
    String id = "at " + untilMs;
    predict(id, 99, "cat", untilMs);
    label(id, "cat", untilMs);
    letTimePass();
  }

  /** Lets the emit interval pass, and a second more, so that meters show what was done then. */
  public void letTimePass() {
    driver.advanceWallClockTime(settings.emitInterval().plusSeconds(1));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  /** The records of a store's changelog since the last call. */
  public List<TestRecord<byte[], byte[]>> newChanges(String store) {
    return driver
        .createOutputTopic(
            APPLICATION_ID + "-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** Takes in counts of another partition. */
  public void pipeCounts(TestRecord<String, PartitionCounts> counts) {
    driver
        .createInputTopic(
            COUNTS, new StringSerializer(), StoredSerde.of(PartitionCounts.class).serializer())
        .pipeInput(counts);
  }

  /** The records of counts since the last call, with their timestamps. */
  public List<TestRecord<String, PartitionCounts>> newCounts() {
    return counts.readRecordsToList();
  }

  public List<PartitionCounts> newPartitionCounts() {
    return newCounts().stream().map(TestRecord::value).toList();
  }

  /** The records of windows since the last call, as bytes. */
  public List<KeyValue<String, byte[]>> newWindowRecords() {
    return metrics.readKeyValuesToList();
  }

  /** What was emitted since the last call, by name/version/start: the length is the settings'. */
  public Map<String, MetricsWindow> newWindows() {
    AvroDeserializer<MetricsWindow> deserializer =
        new AvroDeserializer<>(MetricsWindow.class, registry);
    String lengthAndApplication = "/" + settings.windowSize().toMillis() + "/" + APPLICATION_ID;
    Map<String, MetricsWindow> emitted = new TreeMap<>();
    for (KeyValue<String, byte[]> record : newWindowRecords()) {
      assertThat(record.key).endsWith(lengthAndApplication);
      emitted.put(
          record.key.substring(0, record.key.length() - lengthAndApplication.length()),
          deserializer.deserialize(Topics.METRICS.name(), record.value));
    }
    windows.putAll(emitted);
    return emitted;
  }

  /** The alarms that were raised or cleared since the last call, with their keys. */
  public List<KeyValue<String, DriftAlert>> newAlerts() {
    AvroDeserializer<DriftAlert> deserializer = new AvroDeserializer<>(DriftAlert.class, registry);
    return alerts.readKeyValuesToList().stream()
        .map(
            record ->
                KeyValue.pair(
                    record.key, deserializer.deserialize(Topics.DRIFT_ALERTS.name(), record.value)))
        .toList();
  }

  /** The last record of each key, after letting time pass. */
  public Map<String, MetricsWindow> windows() {
    letTimePass();
    newWindows();
    return windows;
  }

  /** A meter's count for a value of its tag, after letting time pass. */
  public long count(String meter, String tagValue) {
    letTimePass();
    return meters.find(meter).counters().stream()
        .filter(counter -> counter.getId().getTags().get(0).getValue().equals(tagValue))
        .mapToLong(counter -> (long) counter.count())
        .sum();
  }

  /** A meter's count over all values of its tag, after letting time pass. */
  public long count(String meter) {
    letTimePass();
    return meters.find(meter).counters().stream().mapToLong(MetricsDriver::whole).sum();
  }

  /** A gauge's value; empty where there is none, NaN where it is not known. */
  public OptionalDouble gauge(String name, String... tags) {
    return meters.find(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).findFirst();
  }

  /** How many gauges there are of a name. */
  public int gauges(String name) {
    return meters.find(name).gauges().size();
  }

  /** Lets time of the wall clock pass, and nothing else. */
  public void letTimePass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  private static long whole(Counter counter) {
    return (long) counter.count();
  }

  /** Labels that wait for their prediction. */
  public long waiting() {
    long waiting = 0;
    try (KeyValueIterator<String, Pairings> pairings =
        driver.<String, Pairings>getKeyValueStore(PairingStore.PAIRINGS).all()) {
      while (pairings.hasNext()) {
        waiting +=
            pairings.next().value.inOrder().stream()
                .filter(Pairing.Waiting.class::isInstance)
                .count();
      }
    }
    return waiting;
  }

  /** Entries of a store. */
  public long size(String store) {
    long size = 0;
    try (KeyValueIterator<Object, Object> entries = driver.getKeyValueStore(store).all()) {
      while (entries.hasNext()) {
        entries.next();
        size++;
      }
    }
    return size;
  }

  /** Stops without a last emission or commit; the stores stay on disk for a later driver. */
  public void crash() {
    ended = true;
    driver.getAllStateStores().values().forEach(StateStore::close);
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      driver.close();
    }
  }
}
