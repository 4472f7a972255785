/**
 * Which data set a command uses when it is told none: CIFAR-10, or drawn shapes where it cannot be
 * had.
 *
 * <p>Input: a path or none. Output: a {@code DataSource}. Failure path: a download that fails is
 * reported, and what takes its place is said.
 */
package dev.sightline.app.data;
