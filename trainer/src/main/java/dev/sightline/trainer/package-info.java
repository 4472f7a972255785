/**
 * A training from data to a model that can be published.
 *
 * <p>Input: a {@link dev.sightline.trainer.data.DataSet} and a {@link
 * dev.sightline.trainer.recipe.Recipe}. Output: a {@link dev.sightline.trainer.TrainedModel}: the
 * exported SavedModel, its manifest and its scores on the held-out images. Failure path: a loss
 * that is no number, or an export that answers differently, throws; an interrupt ends the training
 * after its checkpoint is written.
 */
package dev.sightline.trainer;
