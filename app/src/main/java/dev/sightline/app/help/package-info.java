/**
 * The subcommand {@code help}: what a command does, and its options.
 *
 * <p>Input: the name of a command, or none. Output: its help. Failure path: a name that no command
 * has is a mistake of the user, with the nearest that one has.
 */
package dev.sightline.app.help;
