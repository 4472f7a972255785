/**
 * The subcommand {@code models}: what is published, what serves, promotion and rollback.
 *
 * <p>Input: the topics {@code models} and {@code model-releases}. Output: tables, or a new release.
 * Failure path: a release that makes no sense is refused with the reason.
 */
package dev.sightline.app.models;
