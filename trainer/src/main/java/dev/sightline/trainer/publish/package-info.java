/**
 * What the world is told of a model version, and whether it serves.
 *
 * <p>Input: a SavedModel folder, from the export or from elsewhere, and what is known of it.
 * Output: a {@link dev.sightline.trainer.publish.Candidate}, which the {@link
 * dev.sightline.trainer.publish.GatedPublisher} puts on the models topic, and the {@link
 * dev.sightline.trainer.publish.Gate}'s {@link dev.sightline.trainer.publish.Decision} on it: a
 * {@link dev.sightline.trainer.publish.PublishedVersion}. Failure: a SavedModel that is no image
 * classifier, or one whose facts contradict each other, throws before anything is published; a
 * champion that can't be compared with is a decision, and its reason; one that changed meanwhile is
 * compared with anew.
 */
package dev.sightline.trainer.publish;
