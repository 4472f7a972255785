package dev.sightline.app.train;

import dev.sightline.trainer.training.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What the epochs of a training took together.
 *
 * @param images that were trained on, each as often as it was
 * @param total the steps and the validation
 * @param steps the steps alone
 * @param inSession how much of the steps TensorFlow was at work
 */
record TrainingTotals(int epochs, long images, Duration total, Duration steps, Duration inSession) {

  static TrainingTotals of(List<Epoch> history) {
    return new TrainingTotals(
        history.size(),
        history.stream().mapToLong(Epoch::images).sum(),
        sum(history, Epoch::total),
        sum(history, Epoch::training),
        sum(history, Epoch::inSession));
  }

  private static Duration sum(List<Epoch> history, Function<Epoch, Duration> duration) {
    return history.stream().map(duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** The pace of the steps. */
  double imagesPerSecond() {
    return images * 1e9 / Math.max(1, steps.toNanos());
  }

  /** The share of the steps' time that TensorFlow was kept waiting, in [0, 1]. */
  double outsideTensorFlow() {
    return 1 - inSession.toNanos() / (double) Math.max(1, steps.toNanos());
  }
}
