/**
 * Trained weights as a SavedModel folder.
 *
 * <p>Input: a {@link dev.sightline.trainer.network.TrainedNetwork}. Output: a folder that any
 * TensorFlow runtime loads, and the {@link dev.sightline.trainer.export.Parity} between it, loaded
 * again, and the trainer. Failure: a folder that is there already, or a model that answers
 * differently once exported, throws.
 */
package dev.sightline.trainer.export;
