/**
 * The names of a model's classes.
 *
 * <p>Input: names from a manifest, a command line, a file or folders. Output: {@link
 * dev.sightline.models.labels.Labels}, which are fit to be written into records, counted by and
 * typed by people. Failure path: names that are not throw {@link
 * dev.sightline.models.ModelRejectedException} with every fault and its place.
 */
package dev.sightline.models.labels;
