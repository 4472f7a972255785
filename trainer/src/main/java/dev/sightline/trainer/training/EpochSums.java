package dev.sightline.trainer.training;

import dev.sightline.trainer.evaluation.ScoredImages;
import java.time.Duration;

/** What an epoch's steps add up to, weighted by images: the last batch may be smaller. */
final class EpochSums {
  private final int epoch;
  private final int imagesInEpoch;
  private int steps;
  private int images;
  private long correct;
  private double loss;

  EpochSums(int epoch, int imagesInEpoch) {
    this.epoch = epoch;
    this.imagesInEpoch = imagesInEpoch;
  }

  Step add(Trainer.StepResult result, int count) {
    steps++;
    requireFinite("loss", result.loss());
    images += count;
    correct += result.correct();
    loss += result.loss() * count;
    double accuracy = result.correct() / (double) count;
    return new Step(epoch, steps, images, imagesInEpoch, result.loss(), accuracy);
  }

  void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new DivergedException(what, epoch, steps, value);
    }
  }

  void requireImages() {
    if (images == 0) {
      throw new IllegalArgumentException("epoch " + epoch + " has no batch");
    }
  }

  Epoch epoch(ScoredImages validation, double learningRate, Duration training, Duration total) {
    return new Epoch(
        epoch,
        images,
        loss / images,
        correct / (double) images,
        validation.loss(),
        validation.accuracy(),
        learningRate,
        training,
        total);
  }
}
