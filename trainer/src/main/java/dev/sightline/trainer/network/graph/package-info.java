/**
 * Networks as TensorFlow graphs.
 *
 * <p>Input: a {@link dev.sightline.trainer.network.Network}, for inference its trained weights too.
 * Output: a {@link dev.sightline.trainer.network.graph.TrainingGraph} whose weights are variables,
 * or a {@link dev.sightline.trainer.network.graph.FrozenGraph} whose weights are constants; both
 * run the layers through the one {@code ForwardPass}, so training and serving cannot drift apart.
 * Failure path: TensorFlow's own exceptions; whoever makes a graph closes it.
 */
package dev.sightline.trainer.network.graph;
