/**
 * What a SavedModel takes and gives.
 *
 * <p>Input: a loaded graph with its signatures, and what a manifest or nobody says of it. Output: a
 * {@link dev.sightline.inference.signature.ModelSignature} and the tensors to feed and to fetch.
 * Failure path: a graph that is no image classifier, or not the one that was described, throws
 * {@link dev.sightline.models.ModelRejectedException} with what was expected and what was found.
 */
package dev.sightline.inference.signature;
