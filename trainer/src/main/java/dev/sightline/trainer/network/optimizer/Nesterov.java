package dev.sightline.trainer.network.optimizer;

import dev.sightline.trainer.network.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with Nesterov's momentum (Sutskever et al., 2013) and weight decay:
 *
 * <pre>
 * g := gradient + decay · w
 * v := momentum · v + g
 * w := w − rate · (g + momentum · v)
 * </pre>
 *
 * <p>Vectors, that is biases and BatchNorm's shifts, learn at {@code vectorRate} times the rate and
 * decay by as much less, so that both decay alike in a step.
 *
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 * @param vectorRate above 0
 */
public record Nesterov(float momentum, float weightDecay, float vectorRate) implements Optimizer {
  @Override
  public List<Op> step(
      Ops tf,
      Variables variables,
      Map<Weight, Operand<TFloat32>> gradients,
      Operand<TFloat32> learningRate) {
    var ofVectors = tf.math.mul(learningRate, tf.constant(vectorRate));
    List<Op> step = new ArrayList<>();
    gradients.forEach(
        (weight, gradient) -> {
          Variables.Variable variable = variables.get(weight.name());
          float decay = weight.isKernel() ? weightDecay : weightDecay / vectorRate;
          var decayed = tf.math.add(gradient, tf.math.mul(variable.value(), tf.constant(decay)));
          step.add(
              tf.train.resourceApplyMomentum(
                  variable.handle(),
                  variables.create("momentum/" + weight.name(), weight.shape()).handle(),
                  weight.isKernel() ? learningRate : ofVectors,
                  decayed,
                  tf.constant(momentum),
                  ResourceApplyMomentum.useNesterov(true)));
        });
    return step;
  }

  @Override
  public Map<String, float[]> initialState() {
    return Map.of();
  }
}
