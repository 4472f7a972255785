/**
 * What the world is told of a model version.
 *
 * <p>Input: a SavedModel folder, from the export or from elsewhere, and what is known of it.
 * Output: a {@link dev.sightline.trainer.publish.Candidate}, which {@code ModelPublisher} puts on
 * the models topic. Failure: a SavedModel that is no image classifier, or one whose facts
 * contradict each other, throws before anything is published.
 */
package dev.sightline.trainer.publish;
