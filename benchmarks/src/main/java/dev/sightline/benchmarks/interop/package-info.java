/**
 * What Python's TensorFlow makes of the models that Sightline exports.
 *
 * <p>Input: a recipe and held-out images. Output: the largest difference of a probability between
 * Java and Python. Failure path: a Python without TensorFlow, or a difference above the tolerance,
 * ends the run with one message.
 */
package dev.sightline.benchmarks.interop;
