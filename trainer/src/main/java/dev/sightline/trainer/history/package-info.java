/**
 * What a training leaves behind and shows as it goes.
 *
 * <p>Input: the {@link dev.sightline.trainer.training.Step}s and {@link
 * dev.sightline.trainer.training.Epoch}s of a training, by listeners on its thread. Output: a table
 * as CSV and JSON, TensorBoard's event files, a progress bar or lines. Failure: a file that can't
 * be written throws an {@link java.io.UncheckedIOException} that names it, which ends the training.
 */
package dev.sightline.trainer.history;
