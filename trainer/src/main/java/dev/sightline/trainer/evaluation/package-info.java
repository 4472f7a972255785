/**
 * A model on held-out examples.
 *
 * <p>Input: any {@link dev.sightline.inference.ImageClassifier} and {@link
 * dev.sightline.trainer.data.Examples}. Output: {@link
 * dev.sightline.trainer.evaluation.ScoredImages}, from which loss, accuracy and confusion matrix
 * follow. Failure: labels that no class has throw.
 */
package dev.sightline.trainer.evaluation;
