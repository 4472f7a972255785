/**
 * The model artifact: a SavedModel folder as a versioned, checksummed and signed thing on the
 * topics {@code models} and {@code model-releases}.
 *
 * <p>Publishing: folder → archive ({@link ModelArchive}) → parts of at most 512 KiB → manifest,
 * signed if a signer is given ({@link ManifestSigner}) → one Kafka transaction ({@link
 * ModelPublisher}). Reading: {@link ModelCatalogue} lists manifests without downloading archives,
 * fetches one archive and verifies it; {@link ModelArchive} unpacks it. {@link ModelReleases} says
 * which version serves.
 *
 * <p>Failure path: a model that must not be used is a {@link ModelRejectedException}; a publish
 * that did not happen is a {@link ModelPublishException}; a release that makes no sense is a {@link
 * ReleaseRefusedException}; a broken broker or registry is Kafka's own {@code KafkaException}.
 * Unreadable records are logged with their offset, counted, and passed over.
 */
package dev.sightline.schemas.model;
