/**
 * The drift detectors that people know from elsewhere, at the same defaults: to be shown beside
 * those of {@link dev.sightline.evaluation.drift.sequential}, which state their rate of false
 * alarms as these do not.
 *
 * <p>Input: observations, one by one, in order. Output: whether each brought an alarm. Failure
 * path: an observation that can't be throws {@code IllegalArgumentException}.
 */
package dev.sightline.evaluation.drift.window;
