/**
 * Folders that live as long as a command.
 *
 * <p>Input: nothing. Output: a folder among the machine's temporary files. Failure path: one that
 * can't be made or deleted is an {@code UncheckedIOException} that names it.
 */
package dev.sightline.app.folder;
