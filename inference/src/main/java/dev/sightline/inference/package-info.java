/**
 * Models that answer: pixels in, probabilities out.
 *
 * <p>Input: uint8 images and a model. Output: float32 probabilities. Failure path: a model that
 * cannot be asked throws {@code ModelRejectedException}.
 */
package dev.sightline.inference;
