/** What Python's TensorFlow makes of the models that Sightline exports. */
package dev.sightline.benchmarks.interop;
