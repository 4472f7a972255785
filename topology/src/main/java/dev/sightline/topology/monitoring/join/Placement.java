package dev.sightline.topology.monitoring.join;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The partition of a key: where the JVM's producers put it, by murmur2. Others place keys
 * otherwise: librdkafka's clients by CRC32, and anybody's by a partitioner of their own. Stateless.
 */
public final class Placement {
  private Placement() {}

  /** The partition of a key, from 0 on. */
  static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Places keys of a repartition topic, whatever partitioner the producer is set to. */
  public static <K, V> StreamPartitioner<K, V> byKey(Serializer<K> serializer) {
    return (topic, key, value, partitions) ->
        Optional.of(Set.of(of(serializer.serialize(topic, key), partitions)));
  }
}
