/**
 * Which version is champion and which challenger.
 *
 * <p>Input: the topic {@code model-releases}. Output: the current release, and the next one by
 * promotion or rollback. Failure path: a release that makes no sense throws {@link
 * dev.sightline.models.release.ReleaseRefusedException}.
 */
package dev.sightline.models.release;
