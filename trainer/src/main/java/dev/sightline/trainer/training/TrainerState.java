package dev.sightline.trainer.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a training needs to go on as if it had not been interrupted.
 *
 * @param history the epochs that are complete
 * @param sums of the steps done in the epoch after those
 * @param variables every variable of the graph, the optimizer's among them, by name
 * @param best the best weights so far, where they are kept
 */
public record TrainerState(
    List<Epoch> history, EpochSums sums, Map<String, float[]> variables, Optional<Best> best) {
  public TrainerState {
    history = List.copyOf(history);
    variables = Map.copyOf(variables);
  }

  /**
   * The epoch with the lowest validation loss.
   *
   * @param weights the network's, by name
   */
  public record Best(int epoch, double validationLoss, Map<String, float[]> weights) {
    public Best {
      weights = Map.copyOf(weights);
    }
  }
}
