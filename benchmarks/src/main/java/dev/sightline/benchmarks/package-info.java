/**
 * What the pipeline costs: the worker beside its bare model and beside a plain Kafka Streams
 * program, in one run on one machine. Each side is a JVM of its own; the broker and the registry
 * are the benchmark's. Besides, what other benchmarks share: options, processes, figures.
 */
package dev.sightline.benchmarks;
