/**
 * Models that answer: pixels in, probabilities out.
 *
 * <p>Input: a SavedModel folder and what its manifest, or the user, says of it. Output: by the one
 * runner, {@link dev.sightline.inference.LoadedModel}, float32 probabilities for uint8 images; over
 * it {@link dev.sightline.inference.ManifestModel}, a published version to be served, and {@link
 * dev.sightline.inference.DescribedModel}, a folder on disk to be asked. Failure path: what is no
 * image classifier, or contradicts what is said of it, throws {@link
 * dev.sightline.models.ModelRejectedException} with what was expected and what was found.
 */
package dev.sightline.inference;
