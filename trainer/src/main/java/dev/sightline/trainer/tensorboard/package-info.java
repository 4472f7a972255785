/**
 * A training as event files that TensorBoard reads.
 *
 * <p>Input: the steps and epochs of a training, and pictures. Output: files below {@code
 * tensorboard/}. Failure path: a file that cannot be written throws {@link
 * java.io.UncheckedIOException} that names it, which ends the training.
 */
package dev.sightline.trainer.tensorboard;
