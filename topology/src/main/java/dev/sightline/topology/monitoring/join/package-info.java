/**
 * Predictions and labels meet by image id.
 *
 * <p>Input: the bytes of {@code predictions} and {@code labels}, put anywhere by any client. Those
 * of labels, and of predictions that stand elsewhere than in the partition of their key, come
 * through a repartition topic of the application ({@link
 * dev.sightline.topology.monitoring.join.PlacementProcessor}). Output: {@link
 * dev.sightline.topology.monitoring.join.Change changes} of counts, keyed by image id. Failure
 * path: bytes that are no record, a missing key or value, and a key that is not the record's id
 * become {@link dev.sightline.topology.monitoring.join.Arrival.Malformed} values: logged now and
 * then, always counted, never forwarded. A schema registry that gives no answer stops the task.
 *
 * <p>A prediction and a label meet if and only if their event times lie less than the retention
 * apart, in whatever order they come ({@link dev.sightline.topology.monitoring.join.PairingRule}).
 * What one image id goes through, where it is used once ({@link
 * dev.sightline.topology.monitoring.join.Pairing}):
 *
 * <pre>
 *             label                 prediction
 *   nothing ---------> Waiting -------------------> Labelled ---+
 *      |                  | nothing has come           ^        |
 *      | prediction       v                            |        v
 *      |                unknown or late                |     given up
 *      +-----------> Unlabelled -----------------------+        ^
 *                         |            label                    |
 *                         +-------------------------------------+
 * </pre>
 *
 * <p>When something is given up, the join's time decides, that of the input that lags behind
 * ({@link dev.sightline.topology.monitoring.join.JoinClock}).
 *
 * <p>At every commit: labels consumed = paired + corrected + duplicate + stale + late + unknown +
 * malformed + waiting.
 */
package dev.sightline.topology.monitoring.join;
