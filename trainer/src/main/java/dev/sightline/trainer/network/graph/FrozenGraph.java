package dev.sightline.trainer.network.graph;

import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import dev.sightline.trainer.network.Weight;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A trained network as a graph that only infers: its weights are constants, so TensorFlow folds and
 * fuses what it can and a session needs no initialisation. It takes {@link #INPUT}, uint8 [batch,
 * height, width, channels], and gives {@link #OUTPUT}, float32 [batch, classes].
 */
public final class FrozenGraph implements AutoCloseable {
  /** The name of the input op. */
  public static final String INPUT = "image";

  /** The name of the output op. */
  public static final String OUTPUT = "probabilities";

  private final Graph graph = new Graph();

  public FrozenGraph(TrainedNetwork trained) {
    Ops tf = Ops.create(graph);
    Network network = trained.network();
    Map<String, Operand<TFloat32>> constants = new LinkedHashMap<>();
    for (Weight weight : network.weights()) {
      float[] values = trained.weights().get(weight.name());
      Ops named = tf.withName(weight.name().replace('/', '_'));
      constants.put(weight.name(), named.constant(weight.shape(), DataBuffers.of(values)));
    }
    var images =
        tf.withName(INPUT)
            .placeholder(TUint8.class, Placeholder.shape(network.input().prepend(-1)));
    var pass = new ForwardPass(tf, constants::get, new Phase.Inference());
    tf.withName(OUTPUT).identity(pass.probabilities(network, images));
  }

  public Graph graph() {
    return graph;
  }

  @Override
  public void close() {
    graph.close();
  }
}
