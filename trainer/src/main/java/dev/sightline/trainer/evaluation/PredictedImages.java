package dev.sightline.trainer.evaluation;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.evaluation.calibration.Calibration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images and what a model took each for: all that results are made of, in 16 bytes an
 * image, however many classes there are. The arrays are shared, not copied, and read-only.
 *
 * @param classes the number of classes
 * @param labels the actual class of each image
 * @param top1 the class of its highest probability
 * @param confidences that probability
 * @param likelihoods the probability of the actual class
 */
public record PredictedImages(
    int classes, int[] labels, int[] top1, float[] confidences, float[] likelihoods) {
  private static final int CALIBRATION_BINS = 15;

  /** The smallest probability that a logarithm is taken of, as in Keras. */
  private static final float SMALLEST = 1e-7f;

  /**
   * @throws IllegalArgumentException when the sizes do not match or a label is no class
   */
  public PredictedImages {
    if (labels.length != top1.length
        || labels.length != confidences.length
        || labels.length != likelihoods.length) {
      throw new IllegalArgumentException(
          "%d labels, %d predictions, %d confidences and %d likelihoods"
              .formatted(labels.length, top1.length, confidences.length, likelihoods.length));
    }
    requireClasses(labels, classes);
  }

  private static void requireClasses(int[] labels, int classes) {
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label " + label + " is none of " + classes + " classes");
      }
    }
  }

  /**
   * Of probabilities; the lowest index is predicted when several are equal.
   *
   * @param probabilities float32 [images, classes], row-major
   * @throws IllegalArgumentException when the sizes do not match or a label is no class
   */
  static PredictedImages of(int classes, int[] labels, float[] probabilities) {
    if (probabilities.length != (long) labels.length * classes) {
      throw new IllegalArgumentException(
          "%d images of %d classes need %d probabilities but got %d"
              .formatted(
                  labels.length, classes, (long) labels.length * classes, probabilities.length));
    }
    requireClasses(labels, classes);
    int[] top1 = new int[labels.length];
    float[] confidences = new float[labels.length];
    float[] likelihoods = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      int row = i * classes;
      top1[i] = Argmax.of(probabilities, row, classes);
      confidences[i] = probabilities[row + top1[i]];
      likelihoods[i] = probabilities[row + labels[i]];
    }
    return new PredictedImages(classes, labels, top1, confidences, likelihoods);
  }

  /** The images of all parts, one after the other. */
  static PredictedImages joined(int classes, List<PredictedImages> parts) {
    int count = parts.stream().mapToInt(PredictedImages::count).sum();
    int[] labels = new int[count];
    int[] top1 = new int[count];
    float[] confidences = new float[count];
    float[] likelihoods = new float[count];
    int at = 0;
    for (PredictedImages part : parts) {
      System.arraycopy(part.labels, 0, labels, at, part.count());
      System.arraycopy(part.top1, 0, top1, at, part.count());
      System.arraycopy(part.confidences, 0, confidences, at, part.count());
      System.arraycopy(part.likelihoods, 0, likelihoods, at, part.count());
      at += part.count();
    }
    return new PredictedImages(classes, labels, top1, confidences, likelihoods);
  }

  public int count() {
    return labels.length;
  }

  /** The class that was predicted. */
  public int top1(int image) {
    return top1[image];
  }

  /** The probability of the class that was predicted. */
  public float confidence(int image) {
    return confidences[image];
  }

  /** Whether the predicted class is the actual one. */
  public boolean isRight(int image) {
    return top1[image] == labels[image];
  }

  /** The mean cross-entropy in nats; NaN when a probability is. */
  public double loss() {
    return -IntStream.range(0, count())
        .mapToDouble(i -> Math.log(Math.max(likelihoods[i], SMALLEST)))
        .average()
        .orElseThrow();
  }

  /** The share of images whose top-1 class is the actual one. */
  public double accuracy() {
    return IntStream.range(0, count()).filter(this::isRight).count() / (double) count();
  }

  /** classes × classes counts, row by row: rows actual, columns predicted. */
  public long[] confusionMatrix() {
    long[] matrix = new long[Math.multiplyExact(classes, classes)];
    for (int i = 0; i < count(); i++) {
      matrix[labels[i] * classes + top1[i]]++;
    }
    return matrix;
  }

  /** How well confidence and accuracy agree, in {@value #CALIBRATION_BINS} bins. */
  public Calibration calibration() {
    Calibration calibration = new Calibration(CALIBRATION_BINS);
    for (int i = 0; i < count(); i++) {
      calibration.add(confidences[i], isRight(i));
    }
    return calibration;
  }

  /** The mean distance of confidence and accuracy over the bins; 0 without images. */
  public double expectedCalibrationError() {
    return calibration().expectedCalibrationError().orElse(0);
  }
}
