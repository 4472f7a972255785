/**
 * A model version: a SavedModel folder as a versioned, checksummed and signed thing on the topics
 * {@code models} and {@code model-releases}.
 *
 * <p>Input, to publish: a folder, which becomes an {@linkplain
 * dev.sightline.models.archive.ModelArchive archive}, parts of at most 512 KiB, and a manifest,
 * {@linkplain dev.sightline.models.manifest.ManifestSigner signed} if a signer is given; all of it
 * is written in {@linkplain dev.sightline.models.publish.ModelPublisher one Kafka transaction}.
 * Output, to whoever reads: the {@linkplain dev.sightline.models.catalogue.ModelCatalogue
 * catalogue} lists manifests without their archives, and fetches one archive and verifies it;
 * {@link dev.sightline.models.release.ModelReleases} says which version serves.
 *
 * <p>Failure path: a model that must not be used is a {@link
 * dev.sightline.models.ModelRejectedException}; a publish that did not happen is a {@link
 * dev.sightline.models.publish.ModelPublishException}; a release that makes no sense is a {@link
 * dev.sightline.models.release.ReleaseRefusedException}; a broken broker or registry is Kafka's own
 * {@code KafkaException}. Unreadable records are logged with their offset, counted, and passed
 * over.
 */
package dev.sightline.models;
