package dev.sightline.trainer.network.optimizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The float32 variables of a graph, by name. Each session of the graph has values of its own, none
 * until they are assigned.
 */
public final class Variables {
  private final Ops tf;
  private final Map<String, Variable> byName = new LinkedHashMap<>();

  /**
   * @param handle the resource, for ops that change it
   * @param value what it holds, for ops that use it and for gradients
   * @param fed what {@code assignment} sets it to
   */
  public record Variable(
      Shape shape,
      VarHandleOp handle,
      Operand<TFloat32> value,
      Placeholder<TFloat32> fed,
      Op assignment) {}

  public Variables(Ops tf) {
    this.tf = tf;
  }

  public Variable create(String name, Shape shape) {
    Ops scoped = tf.withSubScope(name.replace('/', '_'));
    // Without a shared name every handle of a container is the same variable.
    var handle = scoped.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    var fed = scoped.placeholder(TFloat32.class, Placeholder.shape(shape));
    Variable variable =
        new Variable(
            shape,
            handle,
            scoped.readVariableOp(handle, TFloat32.class),
            fed,
            scoped.assignVariableOp(handle, fed));
    if (byName.putIfAbsent(name, variable) != null) {
      throw new IllegalArgumentException("there are two variables " + name);
    }
    return variable;
  }

  public Variable get(String name) {
    Variable variable = byName.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "there is no variable " + name + " among " + byName.keySet());
    }
    return variable;
  }

  /** In the order of their making. */
  public Map<String, Variable> all() {
    return Collections.unmodifiableMap(byName);
  }
}
