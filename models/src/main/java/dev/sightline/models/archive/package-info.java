/**
 * A SavedModel folder as one file, and back.
 *
 * <p>Input: a folder, or an archive from a stranger. Output: an archive, its parts and checksums,
 * or a folder. Failure path: an archive with entries that leave the folder, that unpacks to too
 * much, or that is damaged throws {@link dev.sightline.models.ModelRejectedException}, a disk that
 * fails an {@link java.io.UncheckedIOException}; neither leaves anything behind.
 */
package dev.sightline.models.archive;
