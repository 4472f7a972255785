/**
 * Models on disk, ready to be asked.
 *
 * <p>Input: a SavedModel folder, or a run folder of the trainer with the model and what is known of
 * it. Output: a {@link dev.sightline.inference.ImageClassifier} with its input, its classes and the
 * kind of its output. Failure: what is no SavedModel of an image classifier, or contradicts what is
 * said of it, throws {@code ModelRejectedException}.
 */
package dev.sightline.trainer.loading;
