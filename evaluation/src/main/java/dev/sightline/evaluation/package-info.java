/**
 * Pure arithmetic on what a classifier said and what was true: confusion matrix, classification
 * report, calibration and temperature scaling, losses, the paired comparison of two classifiers,
 * and histograms. No dependency but the JDK: what goes into JSON is given as maps and lists.
 * Numbers and texts agree with scikit-learn's; the tests hold what it said.
 *
 * <p>Input: counts and probabilities. Output: numbers and texts. Failure path: where a quotient has
 * no denominator the result is an empty {@code OptionalDouble}, never NaN; sizes that don't match
 * throw {@code IllegalArgumentException}.
 */
package dev.sightline.evaluation;
