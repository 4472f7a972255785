package dev.sightline.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The optimizer of Kingma and Ba, 2014, with bias-corrected moments. */
public record Adam(float learningRate, float beta1, float beta2, float epsilon) {
  /** The defaults of Keras at a learning rate. */
  public Adam(double learningRate) {
    this((float) learningRate, 0.9f, 0.999f, 1e-7f);
  }

  /**
   * Adds one step to the graph.
   *
   * @param gradients of the loss by the names of the variables
   * @return the ops that together are the step
   */
  List<Op> step(Ops tf, Variables variables, Map<String, Operand<TFloat32>> gradients) {
    var power1 = power(tf, variables, "adam/beta1_power", beta1);
    var power2 = power(tf, variables, "adam/beta2_power", beta2);
    Map<String, Op> applied = new LinkedHashMap<>();
    gradients.forEach(
        (name, gradient) ->
            applied.put(name, apply(tf, variables, name, gradient, power1, power2)));
    Ops afterwards = tf.withControlDependencies(applied.values());
    List<Op> step = new ArrayList<>(applied.values());
    step.add(advance(afterwards, power1, beta1));
    step.add(advance(afterwards, power2, beta2));
    return step;
  }

  /** β to the power of the step's number, from 1. */
  private static Variables.Variable power(Ops tf, Variables variables, String name, float beta) {
    return variables.create(name, Shape.scalar(), tf.constant(beta));
  }

  private static Op advance(Ops tf, Variables.Variable power, float beta) {
    return tf.assignVariableOp(power.handle(), tf.math.mul(power.value(), tf.constant(beta)));
  }

  private Op apply(
      Ops tf,
      Variables variables,
      String name,
      Operand<TFloat32> gradient,
      Variables.Variable power1,
      Variables.Variable power2) {
    Variables.Variable weight = variables.get(name);
    var shape = weight.value().shape();
    var zeros = tf.fill(tf.constant(shape), tf.constant(0f));
    return tf.train.resourceApplyAdam(
        weight.handle(),
        variables.create("adam/" + name + "/m", shape, zeros).handle(),
        variables.create("adam/" + name + "/v", shape, zeros).handle(),
        power1.value(),
        power2.value(),
        tf.constant(learningRate),
        tf.constant(beta1),
        tf.constant(beta2),
        tf.constant(epsilon),
        gradient);
  }
}
