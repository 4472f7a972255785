package dev.sightline.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Event time is the record's timestamp. A record without one takes the highest of its partition so
 * far: Kafka Streams' own extractors would stop the task or leave the record out uncounted.
 */
final class EventTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
    return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTimeMs);
  }
}
