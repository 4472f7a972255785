/**
 * Trainings on disk, to go on from.
 *
 * <p>Input: a {@link dev.sightline.trainer.training.TrainerState}. Output: one file, and the state
 * again with every bit as it was. Failure: a {@link
 * dev.sightline.trainer.checkpoint.CheckpointException}; a file that can't be written leaves the
 * one before it.
 */
package dev.sightline.trainer.checkpoint;
