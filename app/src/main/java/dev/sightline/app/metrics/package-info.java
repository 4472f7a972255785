/**
 * The subcommand {@code metrics}: the metrics windows as they come, with the figures that the
 * dashboard tells of each, and the alarms that stand.
 *
 * <p>Input: the topics {@code metrics} and {@code drift-alerts}, and the manifests on {@code
 * models}. Output: a frame on a terminal, lines, or JSON lines. Failure path: values that cannot be
 * read or contradict themselves are reported and passed over; without alarms or manifests it goes
 * on without, and says so or shows a dash.
 */
package dev.sightline.app.metrics;
