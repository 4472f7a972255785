/**
 * Pictures on disk, and what a model makes of them.
 *
 * <p>Input: files and folders, and a {@link dev.sightline.inference.DescribedModel}. Output: one
 * {@link dev.sightline.app.classify.Outcome} a file, in order. Failure path: a file that can't be
 * read is an outcome too, with its reason; the others go on.
 */
package dev.sightline.app.classify;
