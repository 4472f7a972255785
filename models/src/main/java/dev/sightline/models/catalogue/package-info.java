/**
 * What is published: manifests without their archives, and an archive on request.
 *
 * <p>Input: the topic {@code models}. Output: {@link
 * dev.sightline.models.catalogue.PublishedModel}s and verified archives. Failure path: records that
 * cannot be read are logged, counted and passed over; an archive that is not what its manifest says
 * throws {@link dev.sightline.models.ModelRejectedException}, a disk that fails an {@link
 * java.io.UncheckedIOException}.
 */
package dev.sightline.models.catalogue;
