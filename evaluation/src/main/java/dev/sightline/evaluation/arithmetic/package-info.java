/**
 * Functions that the rest of the arithmetic shares: quotients, sums, softmax, argmax.
 *
 * <p>Input and output: numbers. Failure path: a quotient without a denominator is an empty value.
 */
package dev.sightline.evaluation.arithmetic;
