package dev.sightline.dashboard.lag;

/**
 * How far a consumer group is behind.
 *
 * @param group its id
 * @param records between its committed offsets and the ends of the partitions, markers of
 *     transactions included
 * @param partitions that it has committed an offset of
 */
public record Lag(String group, long records, int partitions) {}
