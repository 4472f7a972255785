package dev.sightline.trainer.network.optimizer;

import dev.sightline.inference.ImageTensor;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.graph.InitialValues;
import dev.sightline.trainer.network.graph.PixelStatistics;
import dev.sightline.trainer.network.graph.SessionState;
import dev.sightline.trainer.network.graph.TrainingGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A training graph with one session, for tests that look at single steps. */
final class TrainedStep implements AutoCloseable {
  private final TrainingGraph graph;
  private final Session session;

  TrainedStep(Network network, Optimizer optimizer, double labelSmoothing) {
    graph = new TrainingGraph(network, optimizer, labelSmoothing);
    session = new Session(graph.graph());
    byte[] pixels = new byte[2 * network.imageBytes()];
    state().initialise(new InitialValues(1, new PixelStatistics(pixels, network.input())));
  }

  SessionState state() {
    return new SessionState(graph, session);
  }

  /** The loss before the step. */
  float step(byte[] pixels, int[] classes, float learningRate) {
    try (TUint8 images = ImageTensor.uint8(graph.network().input(), pixels, 0, classes.length);
        TInt32 labels = TInt32.vectorOf(classes);
        TFloat32 rate = TFloat32.scalarOf(learningRate);
        TInt64 seed = TInt64.vectorOf(1, 1);
        var result =
            session
                .runner()
                .feed(graph.images(), images)
                .feed(graph.labels(), labels)
                .feed(graph.learningRate(), rate)
                .feed(graph.stepSeed(), seed)
                .fetch(graph.loss())
                .addTarget(graph.step())
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  void lookAhead(float keep) {
    try (TFloat32 share = TFloat32.scalarOf(keep)) {
      session
          .runner()
          .feed(graph.lookahead().keep(), share)
          .addTarget(graph.lookahead().synchronisation())
          .run()
          .close();
    }
  }

  float[] value(String variable) {
    return state().values().get(variable);
  }

  void assign(Map<String, float[]> values) {
    state().assign(new LinkedHashMap<>(values));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
