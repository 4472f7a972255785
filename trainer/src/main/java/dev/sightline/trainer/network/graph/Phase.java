package dev.sightline.trainer.network.graph;

import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.PlacedLayer;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** The layers that do one thing in training and another in inference. */
interface Phase {
  /** Names the phase's ops in the graph. */
  String name();

  /** float32 [batch, height, width, channels] to the same, normalized. */
  Operand<TFloat32> normalize(
      Ops tf,
      PlacedLayer placed,
      Layer.BatchNorm layer,
      Operand<TFloat32> input,
      Function<String, Operand<TFloat32>> weights);

  /** float32 [batch, size] to the same, with or without values dropped. */
  Operand<TFloat32> drop(Ops tf, PlacedLayer placed, Layer.Dropout layer, Operand<TFloat32> input);

  /** What a BatchNorm multiplies by: its gamma, or ones where it has none. */
  static Operand<TFloat32> gamma(
      Ops tf,
      PlacedLayer placed,
      Layer.BatchNorm layer,
      Function<String, Operand<TFloat32>> weights) {
    return layer.scale()
        ? weights.apply(placed.weight("gamma"))
        : tf.fill(tf.constant(new long[] {placed.input().get(2)}), tf.constant(1f));
  }

  /** Normalizes by the moving averages and drops nothing. */
  final class Inference implements Phase {
    @Override
    public String name() {
      return "inference";
    }

    @Override
    public Operand<TFloat32> normalize(
        Ops tf,
        PlacedLayer placed,
        Layer.BatchNorm layer,
        Operand<TFloat32> input,
        Function<String, Operand<TFloat32>> weights) {
      return tf.nn
          .fusedBatchNorm(
              input,
              gamma(tf, placed, layer, weights),
              weights.apply(placed.weight("beta")),
              weights.apply(placed.weight("moving_mean")),
              weights.apply(placed.weight("moving_variance")),
              FusedBatchNorm.isTraining(false),
              FusedBatchNorm.epsilon(layer.epsilon()))
          .y();
    }

    @Override
    public Operand<TFloat32> drop(
        Ops tf, PlacedLayer placed, Layer.Dropout layer, Operand<TFloat32> input) {
      return input;
    }
  }
}
