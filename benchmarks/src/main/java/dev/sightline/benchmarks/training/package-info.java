/**
 * What training costs: images/s of the tutorial recipe beside Keras' on the same images, in one run
 * on one machine, each side and precision in a process of its own.
 *
 * <p>Input: images, and a Python with Keras. Output: a table of rates and ratios. Failure path: a
 * side that fails ends the run with its output.
 */
package dev.sightline.benchmarks.training;
