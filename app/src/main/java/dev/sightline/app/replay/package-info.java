/**
 * The subcommand {@code replay}: publishing a data set as if a camera took its images now.
 *
 * <p>Input: images with their labels. Output: {@code images} at a steady rate and {@code labels}
 * some time behind. Failure path: a record that can't be published ends the replay with an
 * exception; how far it came is said.
 */
package dev.sightline.app.replay;
