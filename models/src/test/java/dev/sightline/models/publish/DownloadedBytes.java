package dev.sightline.models.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** What the last client with these settings has received from the network, used or not. */
public final class DownloadedBytes implements MetricsReporter {
  private static volatile KafkaMetric incomingBytes;

  /** A consumer's settings with the meter in them. */
  static Map<String, Object> config(Map<String, Object> config) {
    Map<String, Object> metered = new HashMap<>(config);
    metered.put("metric.reporters", DownloadedBytes.class.getName());
    return metered;
  }

  static double last() {
    return (Double) incomingBytes.metricValue();
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    metrics.forEach(this::metricChange);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    if (metric.metricName().name().equals("incoming-byte-total")
        && metric.metricName().group().equals("consumer-metrics")) {
      incomingBytes = metric;
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
