/**
 * A model on held-out examples.
 *
 * <p>Input: any {@link dev.sightline.inference.ImageClassifier} and {@link
 * dev.sightline.trainer.data.Examples}, a batch of them at a time or all. Output: {@link
 * dev.sightline.trainer.evaluation.PredictedImages}, from which loss, accuracy and confusion matrix
 * follow, and {@link dev.sightline.trainer.evaluation.ScoredImages} where every probability is
 * wanted. Failure: labels that no class has throw, as do answers that are no distribution.
 */
package dev.sightline.trainer.evaluation;
