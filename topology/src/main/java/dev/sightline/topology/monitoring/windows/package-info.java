/**
 * Changes of counts become rolling windows.
 *
 * <p>Input: {@link dev.sightline.topology.monitoring.join.Change changes} from the join. They are
 * summed per partition between commits ({@link
 * dev.sightline.topology.monitoring.windows.CountProcessor}), repartitioned by model version, added
 * to time buckets, and published as windows, which are rolling sums of buckets ({@link
 * dev.sightline.topology.monitoring.windows.WindowProcessor}). Output: {@code metrics}: the
 * confusion matrix of what is labelled, and classes and confidences of all predictions. So no task
 * sees every record, and each sum is exact.
 *
 * <p>Each record has a bound: counts go in parts, a bucket is stored by class, a window tells its
 * largest cells and how many images are in the others. Names beyond what these take are shared.
 *
 * <p>Failure path: counts that are malformed, or come for windows that are closed, are counted in
 * {@code sightline.counts}.
 */
package dev.sightline.topology.monitoring.windows;
