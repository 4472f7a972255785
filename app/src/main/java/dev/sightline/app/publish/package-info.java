/**
 * The subcommand {@code publish}, and publishing as {@code train} does it too: a model on disk, by
 * way of the gate.
 *
 * <p>Input: a SavedModel, or the folder of a training; what the user wants to be made of it.
 * Output: a version on the topics {@code models} and {@code model-releases}, and a line on it.
 * Failure path: a model that cannot be used, or a broker that gives no answer, is one message, and
 * nothing is published.
 */
package dev.sightline.app.publish;
