/**
 * What the metrics stream shows beside its records.
 *
 * <p>Input: figures as they change. Output: gauges on the worker's meters. Failure path: a figure
 * that is not known has no gauge.
 */
package dev.sightline.topology.monitoring.gauges;
