/**
 * How TensorFlow executes: in which precision, on which threads, on which device.
 *
 * <p>Input: a choice of precision and threading. Output: the configuration of a session. Failure
 * path: a processor whose features can't be read throws {@link java.io.UncheckedIOException}; what
 * TensorFlow can't do is TensorFlow's exception when the session first runs.
 */
package dev.sightline.inference.session;
