/**
 * Training of a network, epoch by epoch.
 *
 * <p>Input: a {@link dev.sightline.trainer.network.Network}, {@link
 * dev.sightline.trainer.training.TrainingSettings}, batches from a {@link
 * dev.sightline.trainer.data.batch.BatchSource} and held-out images. Output: an {@link
 * dev.sightline.trainer.training.Epoch} for each pass, and the {@link
 * dev.sightline.trainer.network.TrainedNetwork} whenever asked. Failure: bad settings throw before
 * anything is built, a loss that is no number ends training with a {@link
 * dev.sightline.trainer.training.DivergedException}.
 */
package dev.sightline.trainer.training;
