package dev.sightline.trainer.checkpoint;

import dev.sightline.trainer.training.TrainerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A training at one moment.
 *
 * @param identity what must be the same for the training to go on as if it had not been
 *     interrupted: the recipe's settings, the data set's checksum
 * @param state of the trainer
 */
public record Checkpoint(Map<String, String> identity, TrainerState state) {
  public Checkpoint {
    identity = Map.copyOf(identity);
  }

  /**
   * Passes when a training is the one that this is a checkpoint of.
   *
   * @throws CheckpointException naming each difference
   */
  public void requireIdentity(Map<String, String> expected) {
    SortedSet<String> keys = new TreeSet<>(identity.keySet());
    keys.addAll(expected.keySet());
    Map<String, String> here = new TreeMap<>(expected);
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String saved = identity.getOrDefault(key, "nothing");
      String asked = here.getOrDefault(key, "nothing");
      if (!saved.equals(asked)) {
        differences.add("%s was %s and is %s now".formatted(key, saved, asked));
      }
    }
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "can't go on from a training with other settings: " + String.join("; ", differences));
    }
  }

  /** Where the training stands, for people. */
  public String position() {
    int epochs = state.history().size();
    return state.sums().steps() == 0
        ? "the end of epoch " + epochs
        : "epoch %d, step %d".formatted(epochs + 1, state.sums().steps());
  }
}
