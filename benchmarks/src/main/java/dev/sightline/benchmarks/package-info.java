/**
 * What the pipeline costs: the worker beside its bare model and beside a plain Kafka Streams
 * program, in one run on one machine. Each side is a JVM of its own; the broker and the registry
 * are the benchmark's. Besides, what other benchmarks share: options, processes, figures.
 *
 * <p>Input: a model, images, and how many rounds. Output: a table of rates, CPU time an image and
 * ratios. Failure path: a side that fails, or images that have no outcome, ends the run with the
 * reason.
 */
package dev.sightline.benchmarks;
