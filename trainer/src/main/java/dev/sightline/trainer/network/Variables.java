package dev.sightline.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** The float32 variables of a graph, by name. Each session of the graph has values of its own. */
final class Variables {
  /**
   * @param handle the resource, for ops that change it
   * @param value what it holds, for ops that use it and for gradients
   */
  record Variable(VarHandleOp handle, Operand<TFloat32> value) {}

  private final Ops tf;
  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final List<Op> initialisers = new ArrayList<>();

  Variables(Ops tf) {
    this.tf = tf;
  }

  Variable create(String name, Shape shape, Operand<TFloat32> initialValue) {
    Ops scoped = tf.withSubScope(name.replace('/', '_'));
    // Without a shared name every handle of a container is the same variable.
    var handle = scoped.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    Variable variable = new Variable(handle, scoped.readVariableOp(handle, TFloat32.class));
    if (byName.putIfAbsent(name, variable) != null) {
      throw new IllegalArgumentException("there are two variables " + name);
    }
    initialisers.add(scoped.assignVariableOp(handle, initialValue));
    return variable;
  }

  Variable get(String name) {
    Variable variable = byName.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "there is no variable " + name + " among " + byName.keySet());
    }
    return variable;
  }

  /** Sets every variable to its initial value. */
  Op initialisation() {
    return tf.withControlDependencies(initialisers).noOp();
  }
}
