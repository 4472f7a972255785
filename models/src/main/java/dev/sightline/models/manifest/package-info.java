/**
 * The bytes of a manifest, its signature, and who may sign.
 *
 * <p>Input: a manifest and Ed25519 keys in PEM files. Output: a signed or verified manifest.
 * Failure path: a missing, foreign or wrong signature throws {@link
 * dev.sightline.models.ModelRejectedException}.
 */
package dev.sightline.models.manifest;
