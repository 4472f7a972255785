package dev.sightline.trainer.network.optimizer;

import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * Momentum whose steps are made orthogonal, for the kernels of convolutions: Jordan et al., Muon:
 * An optimizer for hidden layers in neural networks, 2024. All other weights are {@link
 * Nesterov}'s.
 *
 * <pre>
 * v := momentum · v + gradient
 * u := orthogonal(gradient + momentum · v), seen as a matrix [fan in, filters]
 * w := w · √filters / |w| − rate · kernelRate · u
 * </pre>
 *
 * <p>The orthogonal matrix nearest to a matrix is approximated by {@value #ITERATIONS} iterations
 * of Newton and Schulz with Jordan's coefficients, which make every singular value about 1.
 *
 * @param momentum in [0, 1)
 * @param kernelRate these kernels learn at so many times the rate; above 0
 * @param others the rule for all other weights
 */
public record Muon(float momentum, float kernelRate, Nesterov others) implements Optimizer {
  private static final int ITERATIONS = 3;
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;

  /** Keeps a gradient of nothing from being divided by nothing. */
  private static final float EPSILON = 1e-7f;

  @Override
  public List<Op> step(
      Ops tf,
      Variables variables,
      Map<Weight, Operand<TFloat32>> gradients,
      Operand<TFloat32> learningRate) {
    Operand<TFloat32> rate = tf.math.mul(learningRate, tf.constant(kernelRate));
    Map<Weight, Operand<TFloat32>> rest = new LinkedHashMap<>();
    List<Op> step = new ArrayList<>();
    gradients.forEach(
        (weight, gradient) -> {
          if (isConvolution(weight)) {
            step.addAll(step(tf, variables, weight, gradient, rate));
          } else {
            rest.put(weight, gradient);
          }
        });
    step.addAll(others.step(tf, variables, rest, learningRate));
    return step;
  }

  private List<Op> step(
      Ops tf,
      Variables variables,
      Weight weight,
      Operand<TFloat32> gradient,
      Operand<TFloat32> rate) {
    var velocity = variables.create("muon/" + weight.name(), weight.shape());
    Operand<TFloat32> moved =
        tf.math.add(tf.math.mul(velocity.value(), tf.constant(momentum)), gradient);
    Operand<TFloat32> ahead = tf.math.add(gradient, tf.math.mul(moved, tf.constant(momentum)));
    Operand<TFloat32> change =
        tf.reshape(orthogonal(tf, matrix(tf, weight, ahead), weight), tf.constant(weight.shape()));

    var variable = variables.get(weight.name());
    float norm = (float) Math.sqrt(weight.outputs());
    Operand<TFloat32> scale =
        tf.math.div(tf.constant(norm), norm(tf, matrix(tf, weight, variable.value())));
    Operand<TFloat32> changed =
        tf.math.sub(tf.math.mul(variable.value(), scale), tf.math.mul(change, rate));
    return List.of(
        tf.assignVariableOp(velocity.handle(), moved),
        tf.assignVariableOp(variable.handle(), changed));
  }

  /** From [height, width, inputs, filters] to [fan in, filters]. */
  private static Operand<TFloat32> matrix(Ops tf, Weight weight, Operand<TFloat32> values) {
    return tf.reshape(values, tf.constant(new long[] {weight.fanIn(), weight.outputs()}));
  }

  /** The shorter side times itself is the smaller product. */
  private static Operand<TFloat32> orthogonal(Ops tf, Operand<TFloat32> matrix, Weight weight) {
    Operand<TFloat32> x = tf.math.div(matrix, tf.math.add(norm(tf, matrix), tf.constant(EPSILON)));
    boolean wide = weight.fanIn() <= weight.outputs();
    for (int i = 0; i < ITERATIONS; i++) {
      Operand<TFloat32> square =
          wide
              ? tf.linalg.matMul(x, x, MatMul.transposeB(true))
              : tf.linalg.matMul(x, x, MatMul.transposeA(true));
      Operand<TFloat32> polynomial =
          tf.math.add(
              tf.math.mul(square, tf.constant(B)),
              tf.math.mul(tf.linalg.matMul(square, square), tf.constant(C)));
      Operand<TFloat32> product =
          wide ? tf.linalg.matMul(polynomial, x) : tf.linalg.matMul(x, polynomial);
      x = tf.math.add(tf.math.mul(x, tf.constant(A)), product);
    }
    return x;
  }

  private static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> matrix) {
    return tf.math.sqrt(tf.sum(tf.math.square(matrix), tf.constant(new int[] {0, 1})));
  }

  private static boolean isConvolution(Weight weight) {
    return weight.shape().numDimensions() == 4;
  }

  @Override
  public Map<String, float[]> initialState() {
    return Map.of();
  }

  @Override
  public long flops(Network network) {
    return network.weights().stream()
        .filter(weight -> weight.trainable() && isConvolution(weight))
        .mapToLong(Muon::flops)
        .sum();
  }

  private static long flops(Weight weight) {
    long small = Math.min(weight.fanIn(), weight.outputs());
    long large = Math.max(weight.fanIn(), weight.outputs());
    return ITERATIONS * 2 * (2 * small * small * large + small * small * small);
  }
}
