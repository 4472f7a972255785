/**
 * The epochs of a training as a table in files.
 *
 * <p>Input: {@link dev.sightline.trainer.training.Epoch}s, by a listener on the training's thread.
 * Output: CSV and JSON. Failure path: a file that can't be written throws an {@link
 * java.io.UncheckedIOException} that names it, which ends the training.
 */
package dev.sightline.trainer.history;
