/**
 * Pure arithmetic on what a classifier said and what was true: confusion matrix, classification
 * report, calibration and temperature scaling, losses, the paired comparison of two classifiers,
 * and a histogram of durations. No dependency but the JDK: what goes into JSON is given as maps and
 * lists. Numbers and texts agree with scikit-learn's; the tests hold what it said.
 *
 * <p>Where a quotient has no denominator the result is an empty {@code OptionalDouble}, never NaN.
 */
package dev.sightline.evaluation;
