/**
 * The subcommand {@code metrics}: the metrics windows as they come.
 *
 * <p>Input: the topic {@code metrics}. Output: tables, or JSON lines. Failure path: values that
 * cannot be read are reported and passed over.
 */
package dev.sightline.app.metrics;
