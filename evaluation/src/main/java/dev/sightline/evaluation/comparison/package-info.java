/**
 * Whether a difference is more than chance.
 *
 * <p>Input: how often each of two classifiers was right on the same images, or counts of successes.
 * Output: intervals and p-values. Failure path: counts that cannot be throw {@code
 * IllegalArgumentException}.
 */
package dev.sightline.evaluation.comparison;
