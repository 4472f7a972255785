package dev.sightline.trainer.evaluation;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;

/**
 * Labelled images and the probabilities that a model gave them. All of them are in memory, as a
 * temperature is fitted on them; {@link #predicted} is what is left where they need not be.
 *
 * @param classes the number of classes
 * @param labels the actual class of each image
 * @param probabilities float32 [images, classes], row-major
 */
public record ScoredImages(int classes, int[] labels, float[] probabilities) {

  /**
   * @throws IllegalArgumentException when the sizes do not match or a label is no class
   */
  public ScoredImages {
    PredictedImages.of(classes, labels, probabilities);
  }

  /**
   * Scores all images, a batch at a time.
   *
   * @throws DataSetException when no array holds so many probabilities
   * @throws java.util.concurrent.CancellationException when this thread is interrupted
   */
  public static ScoredImages of(ImageClassifier model, Examples images, int classes) {
    int batchSize = images.imageSize().batch();
    float[] probabilities = allocate(images.size(), classes);
    for (int first = 0; first < images.size(); first += batchSize) {
      Cancellation.check();
      int count = Math.min(batchSize, images.size() - first);
      float[] batch = model.probabilities(images.pixels(), first, count);
      System.arraycopy(batch, 0, probabilities, first * classes, count * classes);
    }
    return new ScoredImages(classes, images.labels(), probabilities);
  }

  private static float[] allocate(int images, int classes) {
    try {
      return new float[Math.multiplyExact(images, classes)];
    } catch (ArithmeticException | OutOfMemoryError tooMany) {
      throw new DataSetException(
          "the probabilities of %d images of %d classes take %d MiB, which there are not: choose"
                  .formatted(images, classes, (long) images * classes * Float.BYTES >> 20)
              + " fewer images",
          tooMany);
    }
  }

  /** What each was taken for, without the other probabilities. */
  public PredictedImages predicted() {
    return PredictedImages.of(classes, labels, probabilities);
  }

  public int count() {
    return labels.length;
  }

  /** The mean cross-entropy in nats; NaN when a probability is. */
  public double loss() {
    return predicted().loss();
  }

  /** The share of images whose top-1 class is the actual one. */
  public double accuracy() {
    return predicted().accuracy();
  }

  /** classes × classes counts, row by row: rows actual, columns predicted. */
  public long[] confusionMatrix() {
    return predicted().confusionMatrix();
  }

  /** How well confidence and accuracy agree. */
  public Calibration calibration() {
    return predicted().calibration();
  }

  /** The mean distance of confidence and accuracy over the bins; 0 without images. */
  public double expectedCalibrationError() {
    return predicted().expectedCalibrationError();
  }

  /** The same images with scaled probabilities; these stay as they are. */
  public ScoredImages calibrated(TemperatureScaling scaling) {
    float[] scaled = probabilities.clone();
    scaling.apply(scaled, classes);
    return new ScoredImages(classes, labels, scaled);
  }
}
