package dev.sightline.trainer.training;

/**
 * Examples that one step trains on. The arrays may be longer than the batch and may be used again
 * for the next one.
 *
 * @param pixels uint8 [count, height, width, channels], row-major
 * @param labels the class index of each image
 * @param count how many examples, at least 1
 */
public record Batch(byte[] pixels, int[] labels, int count) {}
