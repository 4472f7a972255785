package dev.sightline.trainer.network.optimizer;

import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Weight;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A rule by which gradients change weights. */
public sealed interface Optimizer permits Adam, Nesterov, Muon {
  /**
   * Adds one step to the graph, and the variables of the optimizer's own state.
   *
   * @param gradients of the mean loss, by the weights they change
   * @param learningRate a float32 scalar, fed for each step
   * @return the ops that together are the step
   */
  List<Op> step(
      Ops tf,
      Variables variables,
      Map<Weight, Operand<TFloat32>> gradients,
      Operand<TFloat32> learningRate);

  /** What the state's variables hold before the first step, by name; those left out hold zeros. */
  Map<String, float[]> initialState();

  /** The FLOPs of a step's own matrix products, whatever the batch. */
  default long flops(Network network) {
    return 0;
  }
}
