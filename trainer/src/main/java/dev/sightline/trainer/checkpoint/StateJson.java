package dev.sightline.trainer.checkpoint;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.EpochSums;
import dev.sightline.trainer.training.TrainerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint without its variables, as JSON has it. Doubles keep every bit; durations are in
 * nanoseconds.
 *
 * @param variables how many there are, to tell a file that was cut short
 * @param best null where no weights are kept
 */
record StateJson(
    Map<String, String> identity,
    List<EpochJson> history,
    EpochSums sums,
    int variables,
    BestJson best) {

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

  /** As {@link TrainerState.Best}, but for the weights. */
  record BestJson(int epoch, double validationLoss) {}

  static StateJson of(Checkpoint checkpoint) {
    TrainerState state = checkpoint.state();
    return new StateJson(
        checkpoint.identity(),
        state.history().stream().map(EpochJson::of).toList(),
        state.sums(),
        state.variables().size(),
        state.best().map(best -> new BestJson(best.epoch(), best.validationLoss())).orElse(null));
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
