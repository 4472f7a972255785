/**
 * How gradients become steps of the weights.
 *
 * <p>Input: the variables and gradients of a training graph. Output: operations that update the
 * variables; all state is in variables, so a checkpoint holds it. Failure path: a variable that is
 * missing or there twice throws {@code IllegalArgumentException}.
 */
package dev.sightline.trainer.network.optimizer;
