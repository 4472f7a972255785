package dev.sightline.trainer.evaluation;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.trainer.data.Examples;
import java.util.stream.IntStream;

/**
 * Labelled images and the probabilities that a model gave them.
 *
 * @param classes the number of classes
 * @param labels the actual class of each image
 * @param probabilities float32 [images, classes], row-major
 */
public record ScoredImages(int classes, int[] labels, float[] probabilities) {
  private static final int BATCH_SIZE = 256;
  private static final int CALIBRATION_BINS = 15;

  /** The smallest probability that a logarithm is taken of, as in Keras. */
  private static final float SMALLEST = 1e-7f;

  /**
   * @throws IllegalArgumentException when the sizes do not match or a label is no class
   */
  public ScoredImages {
    if (probabilities.length != labels.length * classes) {
      throw new IllegalArgumentException(
          "%d images of %d classes need %d probabilities but got %d"
              .formatted(labels.length, classes, labels.length * classes, probabilities.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label " + label + " is none of " + classes + " classes");
      }
    }
  }

  /** Scores all images, in batches of {@value #BATCH_SIZE}. */
  public static ScoredImages of(ImageClassifier model, Examples images, int classes) {
    float[] probabilities = new float[images.size() * classes];
    for (int first = 0; first < images.size(); first += BATCH_SIZE) {
      int count = Math.min(BATCH_SIZE, images.size() - first);
      float[] batch = model.probabilities(images.pixels(), first, count);
      System.arraycopy(batch, 0, probabilities, first * classes, count * classes);
    }
    return new ScoredImages(classes, images.labels(), probabilities);
  }

  public int count() {
    return labels.length;
  }

  /** The class of an image's highest probability; the lowest index when several are equal. */
  public int top1(int image) {
    return Argmax.of(probabilities, image * classes, classes);
  }

  /** The probability of the class that was predicted. */
  public float confidence(int image) {
    return probabilities[image * classes + top1(image)];
  }

  /** Whether the predicted class is the actual one. */
  public boolean isRight(int image) {
    return top1(image) == labels[image];
  }

  /** The mean cross-entropy in nats; NaN when a probability is. */
  public double loss() {
    return -IntStream.range(0, count())
        .mapToDouble(i -> Math.log(Math.max(probabilities[i * classes + labels[i]], SMALLEST)))
        .average()
        .orElseThrow();
  }

  /** The share of images whose top-1 class is the actual one. */
  public double accuracy() {
    return IntStream.range(0, count()).filter(this::isRight).count() / (double) count();
  }

  /** classes × classes counts, row by row: rows actual, columns predicted. */
  public long[] confusionMatrix() {
    long[] matrix = new long[classes * classes];
    for (int i = 0; i < count(); i++) {
      matrix[labels[i] * classes + top1(i)]++;
    }
    return matrix;
  }

  /** How well confidence and accuracy agree, in {@value #CALIBRATION_BINS} bins. */
  public Calibration calibration() {
    Calibration calibration = new Calibration(CALIBRATION_BINS);
    for (int i = 0; i < count(); i++) {
      calibration.add(confidence(i), isRight(i));
    }
    return calibration;
  }

  /** The mean distance of confidence and accuracy over the bins; 0 without images. */
  public double expectedCalibrationError() {
    return calibration().expectedCalibrationError().orElse(0);
  }

  /** The same images with scaled probabilities; these stay as they are. */
  public ScoredImages calibrated(TemperatureScaling scaling) {
    float[] scaled = probabilities.clone();
    scaling.apply(scaled, classes);
    return new ScoredImages(classes, labels, scaled);
  }
}
