/**
 * The subcommand {@code completion}: scripts by which a shell completes commands and options.
 *
 * <p>Input: the shell's name, and the command line itself. Output: a script for that shell. Failure
 * path: another shell is a mistake of the user.
 */
package dev.sightline.app.completion;
