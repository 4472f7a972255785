/**
 * What it costs a worker to look at the images that it scores.
 *
 * <p>Input: drawn shapes at the sizes of models' inputs. Output: CPU time an image, printed.
 * Failure: a wrong option ends it with exit code 2.
 */
package dev.sightline.benchmarks.images;
