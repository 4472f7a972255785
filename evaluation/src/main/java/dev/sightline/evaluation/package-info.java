/**
 * Pure arithmetic on what a classifier said and what was true: confusion matrix, classification
 * report, calibration, and a histogram of durations. No dependency but the JDK.
 *
 * <p>Where a quotient has no denominator the result is an empty {@code OptionalDouble}, never NaN.
 */
package dev.sightline.evaluation;
