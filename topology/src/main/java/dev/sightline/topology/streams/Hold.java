package dev.sightline.topology.streams;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that is not read on, because nobody knows yet whether its next record can be read.
 *
 * @param offset of the record that waits
 * @param schemaId the schema that it was written with, by its own account
 */
record Hold(TopicPartition partition, long offset, int schemaId, Instant since) {
  @Override
  public String toString() {
    return "%s waits at offset %d for schema %d of the registry"
        .formatted(partition, offset, schemaId);
  }
}
