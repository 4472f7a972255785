package dev.sightline.trainer.checkpoint;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.EpochSums;
import dev.sightline.trainer.training.TrainerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A checkpoint without its variables, as JSON has it. Doubles keep every bit; durations are in
 * nanoseconds.
 *
 * @param variables their names, to tell a file that was cut short or damaged
 * @param best null where no weights are kept
 */
record StateJson(
    Map<String, String> identity,
    List<EpochJson> history,
    EpochSums sums,
    Set<String> variables,
    BestJson best) {
  StateJson {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(sums, "sums");
    Objects.requireNonNull(variables, "variables");
  }

  /** As {@link Epoch}. */
  record EpochJson(
      int number,
      int images,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy,
      double learningRate,
      long trainingNanos,
      long sessionNanos,
      long totalNanos) {
    static EpochJson of(Epoch epoch) {
      return new EpochJson(
          epoch.number(),
          epoch.images(),
          epoch.loss(),
          epoch.accuracy(),
          epoch.validationLoss(),
          epoch.validationAccuracy(),
          epoch.learningRate(),
          epoch.training().toNanos(),
          epoch.inSession().toNanos(),
          epoch.total().toNanos());
    }

    Epoch epoch() {
      return new Epoch(
          number,
          images,
          loss,
          accuracy,
          validationLoss,
          validationAccuracy,
          learningRate,
          Duration.ofNanos(trainingNanos),
          Duration.ofNanos(sessionNanos),
          Duration.ofNanos(totalNanos));
    }
  }

  /** As {@link TrainerState.Best}, but for the weights, of which it has the names. */
  record BestJson(int epoch, double validationLoss, Set<String> weights) {
    BestJson {
      Objects.requireNonNull(weights, "weights");
    }

    static BestJson of(TrainerState.Best best) {
      return new BestJson(
          best.epoch(), best.validationLoss(), new TreeSet<>(best.weights().keySet()));
    }
  }

  static StateJson of(Checkpoint checkpoint) {
    TrainerState state = checkpoint.state();
    return new StateJson(
        checkpoint.identity(),
        state.history().stream().map(EpochJson::of).toList(),
        state.sums(),
        new TreeSet<>(state.variables().keySet()),
        state.best().map(BestJson::of).orElse(null));
  }

  /** The names of the best weights, none where none are kept. */
  Set<String> bestWeights() {
    return best == null ? Set.of() : best.weights();
  }

  TrainerState trainerState(Map<String, float[]> values, Map<String, float[]> bestWeights) {
    return new TrainerState(
        history.stream().map(EpochJson::epoch).toList(),
        sums,
        values,
        Optional.ofNullable(best)
            .map(b -> new TrainerState.Best(b.epoch(), b.validationLoss(), bestWeights)));
  }
}
