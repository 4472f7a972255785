package dev.sightline.trainer.network.graph;

import dev.sightline.inference.ImageTensor;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import dev.sightline.trainer.network.Weight;
import dev.sightline.trainer.network.optimizer.Lookahead;
import dev.sightline.trainer.network.optimizer.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * What the variables of a {@link TrainingGraph} hold in one session: the network's weights, the
 * optimizer's state, the slow weights. Graph and session stay their owners' to close.
 */
public record SessionState(TrainingGraph graph, Session session) {

  /** Sets every variable to what it holds before the first step. */
  public void initialise(InitialValues initial) {
    Map<String, float[]> weights = initial.of(graph.network());
    Map<String, float[]> optimizer = graph.optimizer().initialState();
    Map<String, float[]> values = new LinkedHashMap<>();
    graph
        .variables()
        .all()
        .forEach(
            (name, variable) -> {
              float[] value = weights.getOrDefault(Lookahead.fast(name), optimizer.get(name));
              values.put(name, value != null ? value : new float[(int) variable.shape().size()]);
            });
    assign(values);
  }

  /**
   * Sets the variables named; the others stay.
   *
   * @throws IllegalArgumentException when there is no such variable, or it has another size
   */
  public void assign(Map<String, float[]> values) {
    Session.Runner runner = session.runner();
    List<TFloat32> tensors = new ArrayList<>();
    try {
      values.forEach(
          (name, value) -> {
            Variables.Variable variable = graph.variables().get(name);
            if (variable.shape().size() != value.length) {
              throw new IllegalArgumentException(
                  "variable %s has %d values but %d were given"
                      .formatted(name, variable.shape().size(), value.length));
            }
            TFloat32 tensor = TFloat32.tensorOf(variable.shape(), DataBuffers.of(value));
            tensors.add(tensor);
            runner.feed(variable.fed(), tensor).addTarget(variable.assignment());
          });
      runner.run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  /**
   * Sets every variable.
   *
   * @throws IllegalArgumentException when one is left out, there is no such variable, or it has
   *     another size
   */
  public void assignAll(Map<String, float[]> values) {
    List<String> missing =
        graph.variables().all().keySet().stream()
            .filter(name -> !values.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("variables without values: " + missing);
    }
    assign(values);
  }

  /** A copy of every variable's values by its name, row-major. */
  public Map<String, float[]> values() {
    return values(List.copyOf(graph.variables().all().keySet()));
  }

  /** A copy of the network's weights. */
  public TrainedNetwork weights() {
    Network network = graph.network();
    return new TrainedNetwork(
        network, values(network.weights().stream().map(Weight::name).toList()));
  }

  private Map<String, float[]> values(List<String> names) {
    Session.Runner runner = session.runner();
    names.forEach(name -> runner.fetch(graph.variables().get(name).value()));
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), ImageTensor.values((TFloat32) result.get(i)));
      }
    }
    return values;
  }
}
