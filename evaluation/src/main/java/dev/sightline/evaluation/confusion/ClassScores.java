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
    double hits = matrix.count(index, index);
    long support = matrix.support(index);
    long predicted = matrix.predicted(index);
    return new ClassScores(
        matrix.labels().get(index),
        Quotient.of(hits, predicted),
        Quotient.of(hits, support),
        Quotient.of(2 * hits, (double) support + predicted),
        support);
  }

  /** Whether the class stands among the actual or the predicted ones. */
  public boolean present() {
    return f1.isPresent();
  }
}
