/**
 * The subcommand {@code run}: a worker.
 *
 * <p>Input: settings. Output: the exit code of the worker. Failure path: settings at fault stop it
 * before it opens anything.
 */
package dev.sightline.app.run;
