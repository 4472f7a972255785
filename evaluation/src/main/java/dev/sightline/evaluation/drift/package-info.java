/**
 * Whether what comes now is still what came before: distances of counts, an accuracy without
 * labels, and detectors that say when it is not.
 *
 * <p>Input: counts, confidences, batches of observations. Output: numbers, bands, and alarms whose
 * mean run without drift is known beforehand. Failure path: what has nothing to divide by is an
 * empty value; counts that can't be and sizes that don't match throw {@code
 * IllegalArgumentException}.
 */
package dev.sightline.evaluation.drift;
