package dev.sightline.topology.scoring;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record of the images topic that waits in a micro-batch, with its own coordinates: by the time
 * the batch is scored, the record context is another record's.
 *
 * @param record key and value as they came
 * @param arrivedNanos {@code System.nanoTime()} when it entered the batch
 */
public record PendingImage(
    Record<byte[], byte[]> record, String topic, int partition, long offset, long arrivedNanos) {}
