/**
 * How far the shares of some categories lie from those of a reference, as widely used tools say it.
 *
 * <p>Input: two rows of counts, one count a category, in the same order. Output: a distance, or a
 * test with its p-value. Failure path: rows of different lengths and negative counts throw {@code
 * IllegalArgumentException}; a row without any count gives an empty value.
 *
 * <p>None of these numbers is an alarm by itself: without any drift PSI is about (K − 1)·(1/n +
 * 1/m) for K categories, n and m observations, which exceeds the usual 0.1 in four of ten windows
 * of 100 with ten categories. {@link dev.sightline.evaluation.drift.sequential} has the alarms.
 */
package dev.sightline.evaluation.drift.distance;
