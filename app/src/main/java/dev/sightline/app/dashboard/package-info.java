/**
 * The subcommand {@code dashboard}.
 *
 * <p>Input: options. Output: a page that is served until the command is told to stop, and its
 * address. Failure path: options that leave the page open to anybody, an address that is taken and
 * a cluster that doesn't answer at the start end the command with one message.
 */
package dev.sightline.app.dashboard;
