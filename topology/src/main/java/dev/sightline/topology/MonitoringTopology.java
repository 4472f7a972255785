package dev.sightline.topology;

import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.monitoring.join.ArrivalDecoder;
import dev.sightline.topology.monitoring.join.DecodeProcessor;
import dev.sightline.topology.monitoring.join.JoinProcessor;
import dev.sightline.topology.monitoring.join.PairingRule;
import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.windows.BucketStore;
import dev.sightline.topology.monitoring.windows.CountProcessor;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.monitoring.windows.WindowProcessor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The metrics stream: predictions and labels in, rolling windows of the confusion matrix out. A
 * Kafka Streams application of its own.
 *
 * <p>Its counts are exact under {@code processing.guarantee=exactly_once_v2}. A {@code
 * commit.interval.ms} near the emit interval spares it records of counts that nobody would see any
 * sooner. Values are consumed as bytes and read in the processors, so that bad ones stop nothing.
 */
public final class MonitoringTopology {

  /**
   * Wires the topology.
   *
   * @param serdeConfig Confluent's keys, as {@code AvroSerializer} takes them
   * @param labelOrder the classes of a model version in its manifest's order
   * @param meters where outcomes are counted
   */
  public static Topology build(
      SchemaRegistry registry,
      Map<String, ?> serdeConfig,
      MetricsSettings settings,
      LabelOrder labelOrder,
      MeterRegistry meters) {
    var earliest = AutoOffsetReset.earliest();
    var time = new EventTime();
    var string = new StringDeserializer();
    var bytes = new ByteArrayDeserializer();
    var key = new StringSerializer();
    var counts = new AvroSerializer<>(PartitionCounts.class, registry, serdeConfig);
    var metrics = new AvroSerializer<>(MetricsWindow.class, registry, serdeConfig);
    var rule = new PairingRule(settings.retention());

    return new Topology()
        .addSource(earliest, "read-predictions", time, string, bytes, Topics.PREDICTIONS.name())
        .addSource(earliest, "read-labels", time, string, bytes, Topics.LABELS.name())
        .addProcessor(
            "decode-predictions",
            () -> new DecodeProcessor(ArrivalDecoder.ofPredictions(registry)),
            "read-predictions")
        .addProcessor(
            "decode-labels",
            () -> new DecodeProcessor(ArrivalDecoder.ofLabels(registry)),
            "read-labels")
        .addProcessor(
            "join", () -> new JoinProcessor(rule, meters), "decode-predictions", "decode-labels")
        .addStateStore(PairingStore.pairings(), "join")
        .addStateStore(PairingStore.expiries(), "join")
        .addStateStore(CommitHook.builder(JoinProcessor.COMMIT_HOOK), "join")
        .addProcessor("count", () -> new CountProcessor(settings), "join")
        .addStateStore(CommitHook.builder(CountProcessor.COMMIT_HOOK), "count")
        .addSink("write-counts", Topics.METRICS_COUNTS.name(), key, counts, "count")
        .addSource(earliest, "read-counts", time, string, bytes, Topics.METRICS_COUNTS.name())
        .addProcessor(
            "window",
            () -> new WindowProcessor(settings, labelOrder, registry, meters),
            "read-counts")
        .addStateStore(BucketStore.builder(), "window")
        .addStateStore(CommitHook.builder(WindowProcessor.COMMIT_HOOK), "window")
        .addSink("write-metrics", Topics.METRICS.name(), key, metrics, "window");
  }

  private MonitoringTopology() {}
}
