/**
 * Counts by bins that are fixed beforehand, so that sums of them are exact in any order; and bins
 * merged into groups, by which two of them are compared.
 *
 * <p>Input: values, or counts by bin that came over the wire. Output: counts by bin, quantiles.
 * Failure path: a bin that does not exist throws {@code IllegalArgumentException}.
 */
package dev.sightline.evaluation.histogram;
