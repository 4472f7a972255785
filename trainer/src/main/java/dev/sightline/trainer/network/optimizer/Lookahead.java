package dev.sightline.trainer.network.optimizer;

import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Slow copies of a network's weights that follow the trained ones, and that these return to: Zhang
 * et al., Lookahead Optimizer, 2019. BatchNorm's averages are among them.
 *
 * <pre>
 * slow := keep · slow + (1 − keep) · fast
 * fast := slow
 * </pre>
 */
public final class Lookahead {
  private static final String PREFIX = "slow/";

  private final Placeholder<TFloat32> keep;
  private final Op synchronisation;

  public Lookahead(Ops tf, Network network, Variables variables) {
    keep = tf.withName("keep").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    var rest = tf.math.sub(tf.constant(1f), keep);
    List<Op> assignments = new ArrayList<>();
    for (Weight weight : moving(network).toList()) {
      var fast = variables.get(weight.name());
      var slow = variables.create(PREFIX + weight.name(), weight.shape());
      var moved = tf.math.add(tf.math.mul(slow.value(), keep), tf.math.mul(fast.value(), rest));
      assignments.add(tf.assignVariableOp(slow.handle(), moved));
      assignments.add(tf.assignVariableOp(fast.handle(), moved));
    }
    synchronisation = tf.withControlDependencies(assignments).noOp();
  }

  /** Feed of {@link #synchronisation}: the share of the slow weights that stays, in [0, 1]. */
  public Operand<TFloat32> keep() {
    return keep;
  }

  /** Moves the slow weights towards the fast ones, and these to where the slow ones are then. */
  public Op synchronisation() {
    return synchronisation;
  }

  /** The weight whose slow copy has this name, or the name itself. */
  public static String fast(String variable) {
    return variable.startsWith(PREFIX) ? variable.substring(PREFIX.length()) : variable;
  }

  private static Stream<Weight> moving(Network network) {
    return network.weights().stream().filter(weight -> !weight.initial().isFixed());
  }
}
