/**
 * How a model version comes to serve.
 *
 * <p>Input: the topics {@code model-releases} (which version is to serve) and {@code models} (its
 * manifest and parts). Output: the {@link dev.sightline.topology.model.Champion} that the
 * processors lease, and {@code model-events} for people and tests. Failure path: a version that
 * fails any step is rejected with its reason and the champion goes on; an unreachable broker or
 * registry is tried again.
 */
package dev.sightline.topology.model;
