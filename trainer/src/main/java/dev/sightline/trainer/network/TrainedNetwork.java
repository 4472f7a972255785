package dev.sightline.trainer.network;

import java.util.Map;

/**
 * A network and the values of its weights at one moment of training. The arrays are the caller's to
 * leave alone.
 *
 * @param weights each weight's values by its name, row-major
 */
public record TrainedNetwork(Network network, Map<String, float[]> weights) {
  /**
   * @throws IllegalArgumentException when a weight is missing, unknown or of another size
   */
  public TrainedNetwork {
    weights = Map.copyOf(weights);
    if (weights.size() != network.weights().size()) {
      throw new IllegalArgumentException(
          "network %s has %d weights but %d were given"
              .formatted(network.name(), network.weights().size(), weights.size()));
    }
    for (Weight weight : network.weights()) {
      float[] values = weights.get(weight.name());
      if (values == null || values.length != weight.parameters()) {
        throw new IllegalArgumentException(
            "weight %s of network %s has %d values but %s were given"
                .formatted(
                    weight.name(),
                    network.name(),
                    weight.parameters(),
                    values == null ? "none" : String.valueOf(values.length)));
      }
    }
  }
}
