package dev.sightline.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A network as a graph that learns: its weights are variables, beside the training step stands the
 * inference over the same variables. A session of it begins with {@link #initialisation} or {@link
 * #restoration}. Immutable once built; close every session before the graph.
 */
public final class TrainingGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Network network;
  private final Variables variables = new Variables(tf);
  private final Placeholder<TUint8> images;
  private final Placeholder<TInt32> labels;
  private final Operand<TFloat32> loss;
  private final Operand<TInt32> correct;
  private final Operand<TFloat32> probabilities;
  private final Op step;
  private final Op initialisation;
  private final Map<String, Placeholder<TFloat32>> restored = new LinkedHashMap<>();
  private final Op restoration;

  /**
   * Builds the graph.
   *
   * @param seed of the initial weights and of dropout
   */
  public TrainingGraph(Network network, Adam optimizer, long seed) {
    this.network = network;
    Seeds seeds = new Seeds(seed);
    network.weights().forEach(w -> variables.create(w.name(), w.shape(), initial(w, seeds)));
    images =
        tf.withName("image")
            .placeholder(TUint8.class, Placeholder.shape(network.input().prepend(-1)));
    labels = tf.withName("label").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));

    TrainingPhase phase = new TrainingPhase(variables, seeds);
    Operand<TFloat32> logits = pass(phase).logits(network, images);
    loss = meanCrossEntropy(logits);
    correct = correct(logits);
    List<Op> changes = new ArrayList<>(phase.averageUpdates());
    changes.addAll(optimizer.step(tf, variables, gradients()));
    step = tf.withControlDependencies(changes).noOp();

    probabilities = tf.nn.softmax(pass(new Phase.Inference()).logits(network, images));
    initialisation = variables.initialisation();
    restoration = restoreFromPlaceholders();
  }

  public Graph graph() {
    return graph;
  }

  public Network network() {
    return network;
  }

  /** Feed: uint8 [batch, height, width, channels], 0 to 255. */
  public Operand<TUint8> images() {
    return images;
  }

  /** Feed for {@link #loss}, {@link #correct} and {@link #step}: int32 [batch], class indices. */
  public Operand<TInt32> labels() {
    return labels;
  }

  /** The batch's mean cross-entropy in training, before the step: a float32 scalar. */
  public Operand<TFloat32> loss() {
    return loss;
  }

  /** How many of the batch are right in training, before the step: an int32 scalar. */
  public Operand<TInt32> correct() {
    return correct;
  }

  /** Changes the weights by one batch. */
  public Op step() {
    return step;
  }

  /** Inference: float32 [batch, classes]. */
  public Operand<TFloat32> probabilities() {
    return probabilities;
  }

  /** Sets every variable to its initial value. */
  public Op initialisation() {
    return initialisation;
  }

  /** What each weight of the network holds, by name and in the network's order. */
  public Map<String, Operand<TFloat32>> weights() {
    Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
    network.weights().forEach(w -> values.put(w.name(), variables.get(w.name()).value()));
    return values;
  }

  /**
   * Sets the weights to what is fed to {@link #restored}; the optimizer's state it leaves alone.
   */
  public Op restoration() {
    return restoration;
  }

  /** Feeds of {@link #restoration}: each weight's value by name. */
  public Map<String, Operand<TFloat32>> restored() {
    return Map.copyOf(restored);
  }

  @Override
  public void close() {
    graph.close();
  }

  private ForwardPass pass(Phase phase) {
    return new ForwardPass(tf, name -> variables.get(name).value(), phase);
  }

  private Operand<TFloat32> initial(Weight weight, Seeds seeds) {
    Operand<TInt64> shape = tf.constant(weight.shape());
    return switch (weight.initial()) {
      case ZEROS -> tf.fill(shape, tf.constant(0f));
      case ONES -> tf.fill(shape, tf.constant(1f));
      case GLOROT_UNIFORM -> {
        float limit = (float) weight.glorotLimit();
        var unit = tf.random.randomUniform(shape, TFloat32.class, seeds.of(weight.name()));
        yield tf.math.sub(tf.math.mul(unit, tf.constant(2 * limit)), tf.constant(limit));
      }
    };
  }

  /** One-hot, because TensorFlow's C++ has no gradient for the sparse loss. */
  private Operand<TFloat32> meanCrossEntropy(Operand<TFloat32> logits) {
    var oneHot =
        tf.oneHot(labels, tf.constant(network.classes()), tf.constant(1f), tf.constant(0f));
    var losses = tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss();
    return tf.math.mean(losses, tf.constant(0));
  }

  private Operand<TInt32> correct(Operand<TFloat32> logits) {
    var top1 = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    return tf.sum(tf.dtypes.cast(tf.math.equal(top1, labels), TInt32.class), tf.constant(0));
  }

  private Map<String, Operand<TFloat32>> gradients() {
    List<String> names =
        network.weights().stream().filter(Weight::trainable).map(Weight::name).toList();
    Output<?>[] values =
        names.stream().map(n -> variables.get(n).value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), values);
    Map<String, Operand<TFloat32>> byName = new LinkedHashMap<>();
    for (int i = 0; i < gradients.length; i++) {
      byName.put(names.get(i), gradients[i].expect(TFloat32.class));
    }
    return byName;
  }

  private Op restoreFromPlaceholders() {
    List<Op> assignments = new ArrayList<>();
    for (Weight weight : network.weights()) {
      var value = tf.placeholder(TFloat32.class, Placeholder.shape(weight.shape()));
      restored.put(weight.name(), value);
      assignments.add(tf.assignVariableOp(variables.get(weight.name()).handle(), value));
    }
    return tf.withControlDependencies(assignments).noOp();
  }
}
