/**
 * Networks as data, and the TensorFlow graphs made of them.
 *
 * <p>Input: a {@link dev.sightline.trainer.network.Network}, and for inference its trained weights.
 * Output: a {@link dev.sightline.trainer.network.graph.TrainingGraph} whose weights are variables,
 * or a {@link dev.sightline.trainer.network.graph.FrozenGraph} whose weights are constants; both
 * run the layers through the one {@code ForwardPass}, so training and serving can't drift apart.
 * Failure: a network whose layers don't fit throws where it is described, before TensorFlow is
 * touched.
 */
package dev.sightline.trainer.network;
