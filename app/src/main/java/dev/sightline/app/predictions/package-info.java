/**
 * The subcommand {@code predictions}: the predictions as they come.
 *
 * <p>Input: the topic {@code predictions}. Output: lines, or JSON lines. Failure path: values that
 * cannot be read are reported and passed over.
 */
package dev.sightline.app.predictions;
