package dev.sightline.trainer.progress;

import dev.sightline.trainer.training.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An epoch up to its latest step: means over the images seen, the pace, the time left. For one
 * thread.
 *
 * <p>The pace is measured from the end of the first step seen: TensorFlow prepares the graph during
 * the first of all.
 */
final class EpochSoFar {
  private final Step first;
  private final Instant firstAt;
  private Step latest;
  private Instant latestAt;
  private long images;
  private double loss;
  private double correct;

  EpochSoFar(Step first, Instant now) {
    this.first = first;
    this.firstAt = now;
    add(first, first.images() / first.number(), now);
  }

  void add(Step step, Instant now) {
    add(step, step.images() - latest.images(), now);
  }

  private void add(Step step, int count, Instant now) {
    latest = step;
    latestAt = now;
    images += count;
    loss += step.loss() * count;
    correct += step.accuracy() * count;
  }

  boolean isOf(Step step) {
    return first.epoch() == step.epoch();
  }

  Step latest() {
    return latest;
  }

  double loss() {
    return loss / images;
  }

  double accuracy() {
    return correct / images;
  }

  /** Empty until there is a second step and time has passed. */
  OptionalDouble imagesPerSecond() {
    double seconds = Duration.between(firstAt, latestAt).toNanos() / 1e9;
    int since = latest.images() - first.images();
    return since > 0 && seconds > 0 ? OptionalDouble.of(since / seconds) : OptionalDouble.empty();
  }

  /** Until the last step, at the pace so far. */
  Optional<Duration> left() {
    OptionalDouble pace = imagesPerSecond();
    int images = latest.imagesInEpoch() - latest.images();
    return pace.isPresent()
        ? Optional.of(Duration.ofMillis(Math.round(images / pace.getAsDouble() * 1e3)))
        : Optional.empty();
  }
}
