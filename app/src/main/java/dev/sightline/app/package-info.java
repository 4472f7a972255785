/**
 * The command line: {@code Sightline} wires it. A package a subcommand: its command class, which
 * holds options and messages, and what it needs, which knows no command line.
 *
 * <p>Input: arguments. Output: an exit code: 0 done, 1 failed, 2 a mistake in the command line.
 * Failure path: one line on standard error, the stack trace on request.
 */
package dev.sightline.app;
