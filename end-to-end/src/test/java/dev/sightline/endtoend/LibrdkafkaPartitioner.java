package dev.sightline.endtoend;

import java.util.Map;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;

/**
 * Places keys as clients built on librdkafka do (Python, Go, .NET) when nothing else is asked for:
 * by CRC32.
 */
public final class LibrdkafkaPartitioner implements Partitioner {
  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
    CRC32 crc = new CRC32();
    crc.update(keyBytes);
    return (int) (crc.getValue() % cluster.partitionCountForTopic(topic));
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // has none
  }

  @Override
  public void close() {
    // holds nothing
  }
}
