/**
 * How often alarms are false and how soon they come, on drawn images: those of the metrics stream,
 * and beside them what people know from elsewhere.
 *
 * <p>Input: a seed and how much to draw. Output: two tables on standard output. Failure path: none.
 */
package dev.sightline.benchmarks.alarms;
