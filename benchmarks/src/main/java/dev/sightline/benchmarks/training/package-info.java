/**
 * What training costs: images/s of the tutorial recipe beside Keras' on the same images, in one run
 * on one machine, each side and precision in a process of its own.
 */
package dev.sightline.benchmarks.training;
