/**
 * Micro-batches within Kafka Streams.
 *
 * <p>Input: records of the images topic. Output: predictions and dead letters, forwarded when the
 * batch is full, has lingered, or a commit is due. Nothing outlives a commit, so exactly-once holds
 * for batches as it does for records.
 */
package dev.sightline.topology.batch;
