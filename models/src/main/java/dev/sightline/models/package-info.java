/**
 * The model artifact: a SavedModel folder as a versioned, checksummed and signed thing on the
 * topics {@code models} and {@code model-releases}.
 *
 * <p>Publishing: folder → archive ({@link dev.sightline.models.archive.ModelArchive}) → parts of at
 * most 512 KiB → manifest, signed if a signer is given ({@link
 * dev.sightline.models.manifest.ManifestSigner}) → one Kafka transaction ({@link
 * dev.sightline.models.publish.ModelPublisher}). Reading: {@link
 * dev.sightline.models.catalogue.ModelCatalogue} lists manifests without downloading archives,
 * fetches one archive and verifies it; {@link dev.sightline.models.archive.ModelArchive} unpacks
 * it. {@link dev.sightline.models.release.ModelReleases} says which version serves.
 *
 * <p>Failure path: a model that must not be used is a {@link
 * dev.sightline.models.ModelRejectedException}; a publish that did not happen is a {@link
 * dev.sightline.models.publish.ModelPublishException}; a release that makes no sense is a {@link
 * dev.sightline.models.release.ReleaseRefusedException}; a broken broker or registry is Kafka's own
 * {@code KafkaException}. Unreadable records are logged with their offset, counted, and passed
 * over.
 */
package dev.sightline.models;
