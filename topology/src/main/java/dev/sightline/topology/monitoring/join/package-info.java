/**
 * Predictions and labels meet by image id.
 *
 * <p>Input: the bytes of {@code predictions} and {@code labels}, co-partitioned by image id.
 * Output: {@link dev.sightline.topology.monitoring.join.Change changes} of counts, keyed by image
 * id. Failure path: bytes that are no record, a missing key or value, and a key that is not the
 * record's id become {@link dev.sightline.topology.monitoring.join.Arrival.Malformed} values:
 * logged now and then, always counted, never forwarded. A schema registry that gives no answer
 * stops the task.
 *
 * <p>What one image id goes through, in event time ({@link
 * dev.sightline.topology.monitoring.join.Pairing}):
 *
 * <pre>
 *            label                prediction
 *   Unseen ---------> Waiting ------------------> Labelled --+
 *      |                 | retention ends: unknown     ^     | retention ends
 *      | prediction      v                             |     v
 *      +-----------> Unlabelled -----------------------+   Ended --> Unseen
 *                        |            label                  ^   another retention
 *                        +-----------------------------------+
 *                                 retention ends
 * </pre>
 *
 * <p>At every commit: labels consumed = paired + corrected + duplicate + stale + late + unknown +
 * malformed + waiting.
 */
package dev.sightline.topology.monitoring.join;
