/**
 * The subcommand {@code publish}: a model that is there already, by way of the gate.
 *
 * <p>Input: a SavedModel, or the folder of a training. Output: a version on the topics {@code
 * models} and {@code model-releases}. Failure path: a model that cannot be used, or a broker that
 * gives no answer, is one message, and nothing is published.
 */
package dev.sightline.app.publish;
