package dev.sightline.trainer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Normalizes by the batch and moves the averages towards it, and drops values by a seeded
 * generator. The averages move only when {@link #averageUpdates} run.
 */
final class TrainingPhase implements Phase {
  private final Variables variables;
  private final Seeds seeds;
  private final List<Op> averageUpdates = new ArrayList<>();

  TrainingPhase(Variables variables, Seeds seeds) {
    this.variables = variables;
    this.seeds = seeds;
  }

  List<Op> averageUpdates() {
    return averageUpdates;
  }

  @Override
  public String name() {
    return "training";
  }

  @Override
  public Operand<TFloat32> normalize(
      Ops tf,
      PlacedLayer placed,
      Layer.BatchNorm layer,
      Operand<TFloat32> input,
      Function<String, Operand<TFloat32>> weights) {
    var none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalized =
        tf.nn.fusedBatchNorm(
            input,
            weights.apply(placed.weight("gamma")),
            weights.apply(placed.weight("beta")),
            none,
            none,
            FusedBatchNorm.isTraining(true),
            FusedBatchNorm.epsilon(layer.epsilon()));
    move(tf, placed.weight("moving_mean"), normalized.batchMean(), layer);
    move(tf, placed.weight("moving_variance"), normalized.batchVariance(), layer);
    return normalized.y();
  }

  /** average := average · momentum + batch · (1 − momentum). */
  private void move(Ops tf, String average, Output<TFloat32> batch, Layer.BatchNorm layer) {
    Variables.Variable variable = variables.get(average);
    var step = tf.math.mul(tf.math.sub(variable.value(), batch), tf.constant(1 - layer.momentum()));
    averageUpdates.add(tf.assignSubVariableOp(variable.handle(), step));
  }

  @Override
  public Operand<TFloat32> drop(
      Ops tf, PlacedLayer placed, Layer.Dropout layer, Operand<TFloat32> input) {
    var random = tf.random.randomUniform(tf.shape(input), TFloat32.class, seeds.of(placed.name()));
    var kept =
        tf.dtypes.cast(tf.math.greaterEqual(random, tf.constant(layer.rate())), TFloat32.class);
    return tf.math.mul(tf.math.mul(input, tf.constant(1 / (1 - layer.rate()))), kept);
  }
}
