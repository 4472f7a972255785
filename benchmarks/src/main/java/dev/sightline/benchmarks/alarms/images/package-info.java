/**
 * Alarms on real images: how often they come without drift, and how soon after one.
 *
 * <p>Input: a data set. Part of its training split trains a model; its held-out split is the
 * reference in the manifest, as of any model that is published; the rest of the training split,
 * which the model has never seen and the reference does not know, is what streams are drawn from.
 * Output: two tables on standard output. Failure path: what can't be read, trained or decoded
 * throws.
 */
package dev.sightline.benchmarks.alarms.images;
