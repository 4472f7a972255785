/**
 * Confusion matrices and what follows from them, as scikit-learn defines and prints it.
 *
 * <p>Input: counts by actual and predicted class. Output: accuracy, precision, recall and F1, as
 * values and as text. Failure path: a quotient without a denominator is an empty value, never NaN;
 * indices and labels that are none throw {@code IllegalArgumentException}.
 */
package dev.sightline.evaluation.confusion;
