package dev.sightline.trainer.network.graph;

import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.PlacedLayer;
import dev.sightline.trainer.network.optimizer.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Normalizes by the batch and moves the averages towards it, and drops values by a generator that
 * is seeded anew for each step. The averages move only when {@link #averageUpdates} run.
 */
final class TrainingPhase implements Phase {
  private final Variables variables;
  private final Operand<TInt64> stepSeed;
  private final List<Op> averageUpdates = new ArrayList<>();

  /**
   * @param stepSeed int64 [2], another for each step
   */
  TrainingPhase(Variables variables, Operand<TInt64> stepSeed) {
    this.variables = variables;
    this.stepSeed = stepSeed;
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
            Phase.gamma(tf, placed, layer, weights),
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
    var ofLayer = tf.constant(new long[] {placed.name().hashCode(), 0});
    var random = tf.random.statelessRandomUniform(tf.shape(input), tf.math.add(stepSeed, ofLayer));
    var kept =
        tf.dtypes.cast(tf.math.greaterEqual(random, tf.constant(layer.rate())), TFloat32.class);
    return tf.math.mul(tf.math.mul(input, tf.constant(1 / (1 - layer.rate()))), kept);
  }
}
