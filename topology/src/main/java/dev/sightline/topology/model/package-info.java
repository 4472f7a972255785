/**
 * How a model version comes to serve.
 *
 * <p>Input: the topics {@code model-releases} (which version is to serve) and {@code models} (its
 * manifest and parts). Output: the {@link dev.sightline.topology.model.Champion} that the
 * processors lease, and {@code model-events} for people and tests. Failure path: a version that
 * fails any step is rejected with its reason; what fails around it, a broker, a registry, a disk or
 * memory, is tried again; what serves goes on, and where nothing does, a former champion serves.
 */
package dev.sightline.topology.model;
