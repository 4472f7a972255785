/**
 * How long an image takes from its publisher to a consumer of committed predictions, at given rates
 * and under both guarantees.
 *
 * <p>Input: images, rates, settings of the worker to be tried. Output: a table of percentiles.
 * Failure path: a process that ends, or predictions that don't come, end the run with what the
 * process wrote.
 */
package dev.sightline.benchmarks.latency;
