/**
 * The command line: {@code Sightline} wires it, a package a subcommand: its command class and what
 * it needs.
 *
 * <p>Input: arguments. Output: an exit code: 0 done, 1 failed, 2 a mistake in the command line.
 * Failure path: one line on standard error, the stack trace on request.
 */
package dev.sightline.app;
