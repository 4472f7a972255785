package dev.sightline.trainer.network.graph;

import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Weight;
import dev.sightline.trainer.network.optimizer.Lookahead;
import dev.sightline.trainer.network.optimizer.Optimizer;
import dev.sightline.trainer.network.optimizer.Variables;
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
 * inference over the same variables. A {@link SessionState} gives a session's variables their
 * values. Immutable once built; close every session before the graph.
 */
public final class TrainingGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Network network;
  private final Optimizer optimizer;
  private final Variables variables = new Variables(tf);
  private final Placeholder<TUint8> images;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> learningRate;
  private final Placeholder<TInt64> stepSeed;
  private final Operand<TFloat32> loss;
  private final Operand<TInt32> correct;
  private final Operand<TFloat32> probabilities;
  private final Op step;
  private final Lookahead lookahead;

  /**
   * Builds the graph.
   *
   * @param labelSmoothing in [0, 1): the share of a label that goes to all classes alike
   */
  public TrainingGraph(Network network, Optimizer optimizer, double labelSmoothing) {
    this.network = network;
    this.optimizer = optimizer;
    network.weights().forEach(weight -> variables.create(weight.name(), weight.shape()));
    images =
        tf.withName("image")
            .placeholder(TUint8.class, Placeholder.shape(network.input().prepend(-1)));
    labels = tf.withName("label").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    learningRate =
        tf.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    stepSeed = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));

    TrainingPhase phase = new TrainingPhase(variables, stepSeed);
    Operand<TFloat32> logits = pass(phase).logits(network, images);
    loss = meanCrossEntropy(logits, labelSmoothing);
    correct = correct(logits);
    List<Op> changes = new ArrayList<>(phase.averageUpdates());
    changes.addAll(optimizer.step(tf, variables, gradients(), learningRate));
    step = tf.withControlDependencies(changes).noOp();
    lookahead = new Lookahead(tf, network, variables);

    probabilities = pass(new Phase.Inference()).probabilities(network, images);
  }

  public Graph graph() {
    return graph;
  }

  public Network network() {
    return network;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Variables variables() {
    return variables;
  }

  /** Feed: uint8 [batch, height, width, channels], 0 to 255. */
  public Operand<TUint8> images() {
    return images;
  }

  /** Feed for {@link #loss}, {@link #correct} and {@link #step}: int32 [batch], class indices. */
  public Operand<TInt32> labels() {
    return labels;
  }

  /** Feed for {@link #step}: a float32 scalar. */
  public Operand<TFloat32> learningRate() {
    return learningRate;
  }

  /** Feed for {@link #step}: int64 [2], which dropout's choices are a function of. */
  public Operand<TInt64> stepSeed() {
    return stepSeed;
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

  /** The averages of the weights. */
  public Lookahead lookahead() {
    return lookahead;
  }

  /** Inference: float32 [batch, classes]. */
  public Operand<TFloat32> probabilities() {
    return probabilities;
  }

  @Override
  public void close() {
    graph.close();
  }

  private ForwardPass pass(Phase phase) {
    return new ForwardPass(tf, name -> variables.get(name).value(), phase);
  }

  /** One-hot, because TensorFlow's C++ has no gradient for the sparse loss. */
  private Operand<TFloat32> meanCrossEntropy(Operand<TFloat32> logits, double smoothing) {
    float off = (float) (smoothing / network.classes());
    float on = (float) (1 - smoothing) + off;
    var targets =
        tf.oneHot(labels, tf.constant(network.classes()), tf.constant(on), tf.constant(off));
    var losses = tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
    return tf.math.mean(losses, tf.constant(0));
  }

  private Operand<TInt32> correct(Operand<TFloat32> logits) {
    var top1 = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    return tf.sum(tf.dtypes.cast(tf.math.equal(top1, labels), TInt32.class), tf.constant(0));
  }

  private Map<Weight, Operand<TFloat32>> gradients() {
    List<Weight> trainable = network.weights().stream().filter(Weight::trainable).toList();
    Output<?>[] values =
        trainable.stream()
            .map(weight -> variables.get(weight.name()).value().asOutput())
            .toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), values);
    Map<Weight, Operand<TFloat32>> byWeight = new LinkedHashMap<>();
    for (int i = 0; i < gradients.length; i++) {
      byWeight.put(trainable.get(i), gradients[i].expect(TFloat32.class));
    }
    return byWeight;
  }
}
