package dev.sightline.trainer.data;

/**
 * What came of reading a split.
 *
 * @param images that were read
 * @param skipped that were left out
 * @param resized of those that were read, how many had another size before
 */
public record SplitReading(int images, Skipped skipped, int resized) {}
