/**
 * A single-partition, compacted topic read from its start to its end.
 *
 * <p>Input: a topic. Output: its records, committed ones only. Failure path: a broker that gives no
 * answer throws Kafka's {@code TimeoutException}.
 */
package dev.sightline.models.log;
