/**
 * What is held in memory after many images of many versions.
 *
 * <p>Input: how many images and versions. Output: megabytes of heap in use, of the metrics stream
 * and of the dashboard, on standard output. Failure path: a record that is not read throws.
 */
package dev.sightline.benchmarks.memory;
