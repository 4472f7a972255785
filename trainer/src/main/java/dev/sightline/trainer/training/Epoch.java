package dev.sightline.trainer.training;

import java.time.Duration;

/**
 * One pass over the examples.
 *
 * @param number from 1
 * @param images how many were trained on
 * @param loss the mean over the images, each as it was seen: transformed, dropout on, labels
 *     smoothed, weights still moving
 * @param accuracy likewise
 * @param validationLoss of the inference after the last step, on images that are not trained on:
 *     the validation split, or the held-out one where a data set has no other
 * @param validationAccuracy likewise
 * @param learningRate of the last step
 * @param training how long the steps took
 * @param inSession how much of that TensorFlow was at work; the rest it was kept waiting
 * @param total the steps and the validation together
 */
public record Epoch(
    int number,
    int images,
    double loss,
    double accuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    Duration training,
    Duration inSession,
    Duration total) {
  /** The pace of the steps. */
  public double imagesPerSecond() {
    return images * 1e9 / Math.max(1, training.toNanos());
  }
}
