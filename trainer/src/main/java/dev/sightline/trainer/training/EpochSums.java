package dev.sightline.trainer.training;

/**
 * What an epoch's steps add up to so far, weighted by images: the last batch may be smaller.
 *
 * @param loss the sum over the images of their step's mean loss
 * @param trainingNanos how long the steps took
 * @param sessionNanos how much of that was spent in TensorFlow
 */
public record EpochSums(
    int steps, int images, long correct, double loss, long trainingNanos, long sessionNanos) {
  static final EpochSums NONE = new EpochSums(0, 0, 0, 0, 0, 0);

  EpochSums plus(StepResult result, int count, long stepNanos) {
    return new EpochSums(
        steps + 1,
        images + count,
        correct + result.correct(),
        loss + result.loss() * count,
        trainingNanos + stepNanos,
        sessionNanos + result.sessionNanos());
  }

  double meanLoss() {
    return loss / images;
  }

  double accuracy() {
    return correct / (double) images;
  }
}
