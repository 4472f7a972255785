/**
 * How well probabilities fit what was true, and how to make them fit better.
 *
 * <p>Input: probabilities float32 [images, classes] and the actual classes. Output: reliability
 * bins, expected calibration error, losses, and a fitted temperature. Failure path: sizes that do
 * not match throw {@code IllegalArgumentException}.
 */
package dev.sightline.evaluation.calibration;
