package dev.sightline.trainer.network.optimizer;

import dev.sightline.trainer.network.Weight;
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
public record Adam(float beta1, float beta2, float epsilon) implements Optimizer {
  private static final String BETA1_POWER = "adam/beta1_power";
  private static final String BETA2_POWER = "adam/beta2_power";

  /** The defaults of Keras. */
  public Adam() {
    this(0.9f, 0.999f, 1e-7f);
  }

  @Override
  public List<Op> step(
      Ops tf,
      Variables variables,
      Map<Weight, Operand<TFloat32>> gradients,
      Operand<TFloat32> learningRate) {
    var power1 = variables.create(BETA1_POWER, Shape.scalar());
    var power2 = variables.create(BETA2_POWER, Shape.scalar());
    Map<Weight, Op> applied = new LinkedHashMap<>();
    gradients.forEach(
        (weight, gradient) ->
            applied.put(
                weight, apply(tf, variables, weight, gradient, learningRate, power1, power2)));
    Ops afterwards = tf.withControlDependencies(applied.values());
    List<Op> step = new ArrayList<>(applied.values());
    step.add(advance(afterwards, power1, beta1));
    step.add(advance(afterwards, power2, beta2));
    return step;
  }

  /** The powers are those of the step's number, from 1. */
  @Override
  public Map<String, float[]> initialState() {
    return Map.of(BETA1_POWER, new float[] {beta1}, BETA2_POWER, new float[] {beta2});
  }

  private static Op advance(Ops tf, Variables.Variable power, float beta) {
    return tf.assignVariableOp(power.handle(), tf.math.mul(power.value(), tf.constant(beta)));
  }

  private Op apply(
      Ops tf,
      Variables variables,
      Weight weight,
      Operand<TFloat32> gradient,
      Operand<TFloat32> learningRate,
      Variables.Variable power1,
      Variables.Variable power2) {
    return tf.train.resourceApplyAdam(
        variables.get(weight.name()).handle(),
        variables.create("adam/" + weight.name() + "/m", weight.shape()).handle(),
        variables.create("adam/" + weight.name() + "/v", weight.shape()).handle(),
        power1.value(),
        power2.value(),
        learningRate,
        tf.constant(beta1),
        tf.constant(beta2),
        tf.constant(epsilon),
        gradient);
  }
}
