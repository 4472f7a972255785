package dev.sightline.trainer.training;

import dev.sightline.trainer.data.Batch;
import dev.sightline.trainer.data.BatchSource;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.network.Adam;
import dev.sightline.trainer.network.GraphClassifier;
import dev.sightline.trainer.network.ImageClassifier;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import dev.sightline.trainer.network.TrainingGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Trains a network's weights, which live here between epochs: train one, take a {@link #snapshot},
 * train the next. Owns the graph and its session. For one thread.
 */
public final class Trainer implements AutoCloseable {
  private final Network network;
  private final TrainingSettings settings;
  private final TrainingListener listener;
  private final TrainingGraph graph;
  private final Session session;
  private int epochs;

  /** Builds the graph and draws the initial weights. */
  public Trainer(Network network, TrainingSettings settings, TrainingListener listener) {
    this.network = network;
    this.settings = settings;
    this.listener = listener;
    graph = new TrainingGraph(network, new Adam(settings.learningRate()), settings.seed());
    session = new Session(graph.graph(), settings.precision().sessionSettings());
    session.run(graph.initialisation());
  }

  /**
   * Trains as many epochs as the settings say, less those already trained.
   *
   * @return the epochs of this call
   * @throws DivergedException when the loss is no longer finite
   */
  public List<Epoch> train(BatchSource examples, Examples heldOut) {
    List<Epoch> trained = new ArrayList<>();
    while (epochs < settings.epochs()) {
      trained.add(trainEpoch(examples, heldOut));
    }
    return trained;
  }

  /**
   * Trains one more epoch and scores the held-out images.
   *
   * @throws DivergedException when the loss is no longer finite
   * @throws IllegalArgumentException when the source gives no batch, or one with a bad label
   */
  public Epoch trainEpoch(BatchSource examples, Examples heldOut) {
    epochs++;
    long start = System.nanoTime();
    EpochSums sums = new EpochSums(epochs, examples.images());
    for (Batch batch : examples.epoch(epochs)) {
      listener.onStep(sums.add(step(batch), batch.count()));
    }
    sums.requireImages();
    long trained = System.nanoTime();
    ScoredImages scored = ScoredImages.of(classifier(), heldOut, network.classes());
    sums.requireFinite("validation loss", scored.loss());
    Epoch epoch =
        sums.epoch(
            scored,
            settings.learningRate(),
            Duration.ofNanos(trained - start),
            Duration.ofNanos(System.nanoTime() - start));
    listener.onEpoch(epoch);
    return epoch;
  }

  /** Scores by the weights as they are, in the precision of the training, until closed. */
  public ImageClassifier classifier() {
    return classifier(session);
  }

  /**
   * Scores images by the weights as they are, in float32 whatever the precision of the training and
   * without freezing them: what an exported model must agree with. Opens a session for each call.
   */
  public float[] float32Probabilities(byte[] pixels, int first, int count) {
    try (Session float32 = new Session(graph.graph(), Precision.FLOAT32.sessionSettings())) {
      restore(float32, snapshot());
      return classifier(float32).probabilities(pixels, first, count);
    }
  }

  /** A copy of the weights as they are. */
  public TrainedNetwork snapshot() {
    Map<String, Operand<TFloat32>> weights = graph.weights();
    Session.Runner runner = session.runner();
    weights.values().forEach(runner::fetch);
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int i = 0;
      for (String name : weights.keySet()) {
        values.put(name, GraphClassifier.floats((TFloat32) result.get(i++)));
      }
    }
    return new TrainedNetwork(network, values);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private ImageClassifier classifier(Session owner) {
    return new GraphClassifier(
        owner, network.input(), graph.images().op().name(), graph.probabilities().op().name());
  }

  private void restore(Session into, TrainedNetwork trained) {
    Session.Runner runner = into.runner();
    List<TFloat32> tensors = new ArrayList<>();
    try {
      graph
          .restored()
          .forEach(
              (name, placeholder) -> {
                var values = DataBuffers.of(trained.weights().get(name));
                tensors.add(TFloat32.tensorOf(placeholder.shape(), values));
                runner.feed(placeholder, tensors.get(tensors.size() - 1));
              });
      runner.addTarget(graph.restoration()).run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  private StepResult step(Batch batch) {
    requireClasses(batch);
    try (TUint8 images = GraphClassifier.images(batch.pixels(), 0, batch.count(), network.input());
        TInt32 labels = labels(batch);
        Result result =
            session
                .runner()
                .feed(graph.images(), images)
                .feed(graph.labels(), labels)
                .fetch(graph.loss())
                .fetch(graph.correct())
                .addTarget(graph.step())
                .run()) {
      return new StepResult(
          ((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt());
    }
  }

  private static TInt32 labels(Batch batch) {
    return TInt32.tensorOf(
        Shape.of(batch.count()),
        DataBuffers.of(batch.labels(), true, false).slice(0, batch.count()));
  }

  /** One-hot makes a row of zeros, and a loss of nothing, of a label that is no class. */
  private void requireClasses(Batch batch) {
    for (int i = 0; i < batch.count(); i++) {
      int label = batch.labels()[i];
      if (label < 0 || label >= network.classes()) {
        throw new IllegalArgumentException(
            "epoch %d has an example with label %d, but network %s has %d classes"
                .formatted(epochs, label, network.name(), network.classes()));
      }
    }
  }

  record StepResult(double loss, int correct) {}
}
