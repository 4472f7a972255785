package dev.sightline.trainer.training;

import dev.sightline.inference.ImageTensor;
import dev.sightline.inference.session.Precision;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.trainer.data.batch.Batch;
import dev.sightline.trainer.network.graph.GraphClassifier;
import dev.sightline.trainer.network.graph.SessionState;
import dev.sightline.trainer.network.graph.TrainingGraph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** The calls of a session that trains. Owns the session, not the graph. For one thread. */
final class TrainingSession implements AutoCloseable {
  private final TrainingGraph graph;
  private final Session session;

  TrainingSession(TrainingGraph graph, Precision precision) {
    this.graph = graph;
    session = new Session(graph.graph(), SessionSettings.training(precision).config());
  }

  /** The values of its variables, none at first. */
  SessionState state() {
    return new SessionState(graph, session);
  }

  /** Scores by the weights as they are. */
  GraphClassifier classifier() {
    return new GraphClassifier(
        session,
        graph.network().input(),
        graph.images().op().name(),
        graph.probabilities().op().name());
  }

  /**
   * Changes the weights by one batch.
   *
   * @param seed two numbers that no other step of this training has
   */
  StepResult step(Batch batch, double learningRate, long... seed) {
    Shape image = graph.network().input();
    try (TUint8 images = ImageTensor.uint8(image, batch.pixels(), 0, batch.count());
        TInt32 labels = labels(batch);
        TFloat32 rate = TFloat32.scalarOf((float) learningRate);
        TInt64 stepSeed = TInt64.vectorOf(seed)) {
      long start = System.nanoTime();
      try (Result result =
          session
              .runner()
              .feed(graph.images(), images)
              .feed(graph.labels(), labels)
              .feed(graph.learningRate(), rate)
              .feed(graph.stepSeed(), stepSeed)
              .fetch(graph.loss())
              .fetch(graph.correct())
              .addTarget(graph.step())
              .run()) {
        long nanos = System.nanoTime() - start;
        return new StepResult(
            ((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt(), nanos);
      }
    }
  }

  /** Takes the weights back to their average, of which the share {@code keep} stays. */
  void lookAhead(double keep) {
    try (TFloat32 share = TFloat32.scalarOf((float) keep)) {
      session
          .runner()
          .feed(graph.lookahead().keep(), share)
          .addTarget(graph.lookahead().synchronisation())
          .run()
          .close();
    }
  }

  private static TInt32 labels(Batch batch) {
    return TInt32.tensorOf(
        Shape.of(batch.count()),
        DataBuffers.of(batch.labels(), true, false).slice(0, batch.count()));
  }

  @Override
  public void close() {
    session.close();
  }
}
