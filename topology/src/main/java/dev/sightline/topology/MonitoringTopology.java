package dev.sightline.topology;

import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.monitoring.alerts.AlertProcessor;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.alerts.WatchStore;
import dev.sightline.topology.monitoring.join.Arrival;
import dev.sightline.topology.monitoring.join.ArrivalDecoder;
import dev.sightline.topology.monitoring.join.DecodeProcessor;
import dev.sightline.topology.monitoring.join.JoinProcessor;
import dev.sightline.topology.monitoring.join.JoinSettings;
import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.join.Placement;
import dev.sightline.topology.monitoring.join.PlacementProcessor;
import dev.sightline.topology.monitoring.windows.BucketStore;
import dev.sightline.topology.monitoring.windows.CountProcessor;
import dev.sightline.topology.monitoring.windows.FormerCounts;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.monitoring.windows.WindowProcessor;
import dev.sightline.topology.time.EventTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The metrics stream: predictions and labels in, rolling windows of the confusion matrix and alarms
 * out. A Kafka Streams application of its own.
 *
 * <pre>
 * predictions → in place ──────────────────┐
 *            ↘ misplaced → (repartition) → decode ┐
 * labels ───────────────→ (repartition) → decode → join → count → (repartition) → window → metrics
 *                                                                              ↘ alert → drift-alerts
 * </pre>
 *
 * <p>Its counts are exact under {@code processing.guarantee=exactly_once_v2}. A {@code
 * commit.interval.ms} near the emit interval spares it records of counts that nobody would see any
 * sooner. Values are consumed as bytes and read in the processors, so that bad ones stop nothing.
 * Repartition topics belong to the application: their names begin with its id.
 */
public final class MonitoringTopology {
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final SchemaRegistry registry;
  private final Map<String, ?> serdeConfig;
  private final MonitoringTopics topics;
  private final JoinSettings joinSettings;
  private final MetricsSettings settings;
  private final DriftSettings driftSettings;
  private final LabelOrder labelOrder;
  private final EventTime eventTime;
  private final MeterRegistry meters;
  private final StreamsBuilder streams = new StreamsBuilder();

  /**
   * @param serdeConfig Confluent's keys, as {@code AvroSerializer} takes them
   * @param topics what the cluster has that it is built on
   * @param labelOrder what the manifest of a model version says: its classes, its reference
   * @param meters where outcomes are counted
   */
  public MonitoringTopology(
      SchemaRegistry registry,
      Map<String, ?> serdeConfig,
      MonitoringTopics topics,
      JoinSettings joinSettings,
      MetricsSettings settings,
      DriftSettings driftSettings,
      LabelOrder labelOrder,
      EventTime eventTime,
      MeterRegistry meters) {
    this.registry = registry;
    this.serdeConfig = serdeConfig;
    this.topics = topics;
    this.joinSettings = joinSettings;
    this.settings = settings;
    this.driftSettings = driftSettings;
    this.labelOrder = labelOrder;
    this.eventTime = eventTime;
    this.meters = meters;
  }

  /** Wires the topology; to be called once. */
  public Topology build() {
    ArrivalDecoder<?> predictionDecoder = ArrivalDecoder.ofPredictions(registry);
    ArrivalDecoder<?> labelDecoder = ArrivalDecoder.ofLabels(registry);
    int partitions = topics.joinPartitions();
    streams
        .addStateStore(PairingStore.pairings())
        .addStateStore(PairingStore.expiries())
        .addStateStore(CommitHook.builder(JoinProcessor.COMMIT_HOOK))
        .addStateStore(CommitHook.builder(CountProcessor.COMMIT_HOOK))
        .addStateStore(BucketStore.builder())
        .addStateStore(CommitHook.builder(WindowProcessor.COMMIT_HOOK))
        .addStateStore(WatchStore.builder())
        .addStateStore(CommitHook.builder(AlertProcessor.COMMIT_HOOK));

    KStream<byte[], byte[]> predictions =
        read("read-predictions", Topics.PREDICTIONS.name(), BYTES);
    KStream<String, Arrival> placed =
        predictions
            .process(() -> PlacementProcessor.ofPlaced(partitions), Named.as("placed-predictions"))
            .process(
                () -> new DecodeProcessor(predictionDecoder, eventTime),
                Named.as("decode-placed-predictions"));
    KStream<String, Arrival> misplaced =
        predictions
            .process(
                () -> PlacementProcessor.ofMisplaced(partitions), Named.as("misplaced-predictions"))
            .repartition(byKey("predictions", BYTES, BYTES, partitions))
            .process(
                () -> new DecodeProcessor(predictionDecoder, eventTime),
                Named.as("decode-predictions"));
    KStream<String, Arrival> labels =
        read("read-labels", Topics.LABELS.name(), BYTES)
            .process(PlacementProcessor::ofAll, Named.as("place-labels"))
            .repartition(byKey("labels", BYTES, BYTES, partitions))
            .process(() -> new DecodeProcessor(labelDecoder, eventTime), Named.as("decode-labels"));

    KStream<String, PartitionCounts> counts =
        placed
            .merge(misplaced, Named.as("all-predictions"))
            .merge(labels, Named.as("predictions-and-labels"))
            .process(
                () -> new JoinProcessor(joinSettings, meters),
                Named.as("join"),
                PairingStore.PAIRINGS,
                PairingStore.EXPIRIES,
                JoinProcessor.COMMIT_HOOK)
            .process(
                () -> new CountProcessor(settings), Named.as("count"), CountProcessor.COMMIT_HOOK)
            .repartition(counts("counts"));

    KStream<String, PartitionCounts> all = withFormerCounts(counts);
    all.process(
            () -> new WindowProcessor(settings, labelOrder, meters),
            Named.as("window"),
            BucketStore.BUCKETS,
            WindowProcessor.COMMIT_HOOK)
        .to(
            Topics.METRICS.name(),
            Produced.with(
                    Serdes.String(), new AvroSerde<>(MetricsWindow.class, registry, serdeConfig))
                .withName("write-metrics"));
    all.process(
            () -> new AlertProcessor(driftSettings, labelOrder, settings, meters),
            Named.as("alert"),
            WatchStore.WATCHES,
            BucketStore.BUCKETS,
            AlertProcessor.COMMIT_HOOK)
        .to(
            Topics.DRIFT_ALERTS.name(),
            Produced.with(Serdes.String(), new AvroSerde<>(DriftAlert.class, registry, serdeConfig))
                .withName("write-drift-alerts"));
    return streams.build();
  }

  /** The counts, and those that the first version left unread. */
  private KStream<String, PartitionCounts> withFormerCounts(
      KStream<String, PartitionCounts> counts) {
    if (!topics.formerCounts()) {
      return counts;
    }
    streams.addStateStore(CommitHook.builder(FormerCounts.COMMIT_HOOK));
    return counts.merge(
        read("read-former-counts", FormerCounts.TOPIC.name(), Serdes.String())
            .process(
                () -> new FormerCounts(registry, meters),
                Named.as("decode-former-counts"),
                FormerCounts.COMMIT_HOOK)
            .repartition(counts("former-counts")),
        Named.as("all-counts"));
  }

  private <K> KStream<K, byte[]> read(String name, String topic, Serde<K> key) {
    return streams.stream(
        topic, Consumed.with(key, BYTES, eventTime, AutoOffsetReset.earliest()).withName(name));
  }

  private Repartitioned<String, PartitionCounts> counts(String name) {
    return byKey(
        name, Serdes.String(), StoredSerde.of(PartitionCounts.class), topics.countPartitions());
  }

  private static <K, V> Repartitioned<K, V> byKey(
      String name, Serde<K> key, Serde<V> value, int partitions) {
    return Repartitioned.<K, V>as(name)
        .withKeySerde(key)
        .withValueSerde(value)
        .withNumberOfPartitions(partitions)
        .withStreamPartitioner(Placement.byKey(key.serializer()));
  }
}
