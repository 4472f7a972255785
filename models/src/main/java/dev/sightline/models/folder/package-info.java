/**
 * A model and its manifest as a folder on disk, before they are published.
 *
 * <p>Input: the draft of a manifest, or a folder that a training left. Output: the same as files,
 * with the schema that they were written by, so that a later version reads them. Failure path: what
 * can't be read throws {@link dev.sightline.models.ModelRejectedException}, what can't be written
 * {@link java.io.UncheckedIOException}; what was there before stays.
 */
package dev.sightline.models.folder;
