/**
 * A worker: one process that plays its roles, each a part of it.
 *
 * <p>Input: the settings of {@link dev.sightline.topology.settings.WorkerConfig}. Output:
 * predictions, dead letters, metrics, and health over HTTP. Failure path: settings or topics at
 * fault stop it at start with one message; a part that fails for good ends the worker.
 */
package dev.sightline.topology;
