package dev.sightline.trainer.data.batch;

/**
 * Examples that one step trains on, on loan: the arrays may be longer than the batch and are filled
 * anew by the next step of the same iterator.
 *
 * @param pixels uint8 RGB {@code [batch, row, column, channel]}, of which the first {@code count}
 *     images count
 * @param labels class indices, of which the first {@code count} count
 * @param count examples in this batch, at least 1
 */
public record Batch(byte[] pixels, int[] labels, int count) {}
