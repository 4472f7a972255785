/**
 * How far the workers' consumer groups are behind, and whether the broker answers at all.
 *
 * <p>Input: the groups' committed offsets and the partitions' ends, asked of the broker. Output: a
 * {@code Lag} for each group. Failure path: a broker that doesn't answer is said with the time
 * since when; the last lags are kept with theirs.
 */
package dev.sightline.dashboard.lag;
