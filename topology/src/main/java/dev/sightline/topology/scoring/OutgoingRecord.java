package dev.sightline.topology.scoring;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record as it will be written.
 *
 * @param deadLetterReason empty for a prediction
 */
record OutgoingRecord(Record<byte[], byte[]> record, Optional<DeadLetterReason> deadLetterReason) {}
