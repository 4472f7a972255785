/**
 * What every command has in common with the terminal that it was started from.
 *
 * <p>Input: arguments and signals. Output: lines on standard output and standard error, and exit
 * codes. Failure path: a mistake of the user is one line and exit code 2, a failure one line and
 * exit code 1; the stack trace on request.
 */
package dev.sightline.app.console;
