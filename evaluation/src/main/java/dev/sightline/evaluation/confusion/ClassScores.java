package dev.sightline.evaluation.confusion;

import dev.sightline.evaluation.arithmetic.Quotient;
import java.util.OptionalDouble;

/**
 * What a classifier did on one class.
 *
 * @param precision of the images predicted to be of this class, the share that are; empty when it
 *     was never predicted
 * @param recall of the images of this class, the share found; empty without support
 * @param f1 2·TP / (2·TP + FP + FN), the harmonic mean of both; empty when the class has neither
 *     support nor predictions, 0 when it has either and no hit
 * @param support labelled images that are actually of this class
 */
public record ClassScores(
    String label,
    OptionalDouble precision,
    OptionalDouble recall,
    OptionalDouble f1,
    long support) {

  static ClassScores of(ConfusionMatrix matrix, int index) {
    return of(
        matrix.labels().get(index),
        matrix.count(index, index),
        matrix.predicted(index),
        matrix.support(index));
  }

  /**
   * The scores of a class whose matrix is told otherwise, by those of its cells that are not zero
   * for instance.
   *
   * @param hits images of this class that were predicted to be of it
   * @param predicted images that were predicted to be of it
   * @param support images of this class
   */
  public static ClassScores of(String label, long hits, long predicted, long support) {
    return new ClassScores(
        label,
        Quotient.of(hits, predicted),
        Quotient.of(hits, support),
        Quotient.of(2.0 * hits, (double) support + predicted),
        support);
  }

  /** Whether the class stands among the actual or the predicted ones. */
  public boolean present() {
    return f1.isPresent();
  }
}
