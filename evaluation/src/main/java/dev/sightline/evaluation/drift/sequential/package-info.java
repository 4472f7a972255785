/**
 * Alarms with a proven rate of false ones: e-detectors.
 *
 * <p>Input: batches of observations in [0, 1], and what their means may be. Output: evidence that a
 * mean left its range, and alarms that are raised once and cleared once. Failure path: batches that
 * do not match what is watched throw {@code IllegalArgumentException}; no count and no evidence
 * overflows.
 *
 * <p>An e-detector is a number M for which M − n is a supermartingale while nothing is wrong, where
 * n counts the observations. So an alarm at M ≥ A comes, without drift, no sooner than after A
 * observations on average, whatever the distribution, however often one looks, and however the
 * observations are cut into batches. {@link
 * dev.sightline.evaluation.drift.sequential.BoundDetector} has the formula.
 *
 * @see <a href="https://arxiv.org/abs/2203.03532">Shin, Ramdas and Rinaldo, E-detectors: a
 *     nonparametric framework for sequential change detection, 2023</a>
 * @see <a href="https://arxiv.org/abs/2010.09686">Waudby-Smith and Ramdas, Estimating means of
 *     bounded random variables by betting, 2023</a>
 */
package dev.sightline.evaluation.drift.sequential;
