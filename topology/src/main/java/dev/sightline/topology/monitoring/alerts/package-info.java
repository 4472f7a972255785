/**
 * Counts become alarms: whether a model version still does what it did on its held-out images.
 *
 * <p>Input: the {@link dev.sightline.schemas.PartitionCounts counts} that windows are made of, each
 * a batch of observations: predictions, and first labels. A corrected label changes the confusion
 * matrix, but is no observation: an image is judged once, by what was said of it first. Output:
 * {@code drift-alerts}, a record when an alarm is raised and one when it is cleared.
 *
 * <p>Each version is watched against the reference in its own manifest, from its first image on, by
 * {@link dev.sightline.evaluation.drift.sequential e-detectors}: without drift, an alarm of a
 * statistic comes no sooner than after a configured number of images, on average. What they
 * remember is stored, and belongs to the transaction that commits the counts.
 *
 * <p>Failure path: counts of a version without a reference, or in parts, are not looked at, and
 * counted in {@code sightline.drift.counts}. State of a version of Sightline that this one does not
 * know throws {@link dev.sightline.schemas.stored.UnreadableStateException}.
 */
package dev.sightline.topology.monitoring.alerts;
