package dev.sightline.inference;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.OutputKind;
import java.util.Optional;

/**
 * What a model's answers to sample images say of its output: whether it is probabilities, logits or
 * neither. A row that sums to 1 may be of either kind, one that leaves [0, 1] is of logits. What
 * stays within and sums to something else may be logits by chance, or the sigmoids of a model that
 * tells several classes at once: nobody guesses then. Grows answer by answer; for one thread.
 */
final class OutputEvidence {
  private final String model;
  private final int columns;
  private int images;
  private final Finding notFinite = new Finding();
  private final Finding outside = new Finding();
  private final Finding otherSum = new Finding();

  /** Images of one kind. */
  private static final class Finding {
    private int count;
    private int first = -1;
    private double sum;

    void add(int image, double itsSum) {
      if (count++ == 0) {
        first = image;
        sum = itsSum;
      }
    }
  }

  /**
   * @param model what it is called in messages
   * @param columns of a row; a single one is the second class's value of two
   */
  OutputEvidence(String model, int columns) {
    this.model = model;
    this.columns = columns;
  }

  /**
   * @param values float32 [images, columns], row-major, as the model gives them
   */
  void add(float[] values) {
    for (int row = 0; row < values.length; row += columns) {
      addRow(values, row);
      images++;
    }
  }

  private void addRow(float[] values, int row) {
    double sum = 0;
    boolean within = true;
    for (int i = row; i < row + columns; i++) {
      sum += values[i];
      within &= values[i] >= 0 && values[i] <= 1 + ProbabilityRows.ROUNDING;
    }
    if (!Double.isFinite(sum)) {
      notFinite.add(images, sum);
    } else if (!within) {
      outside.add(images, sum);
    } else if (columns > 1 && Math.abs(sum - 1) > ProbabilityRows.ROUNDING) {
      otherSum.add(images, sum);
    }
  }

  /**
   * The kind of the output.
   *
   * @param told what the user says it is
   * @throws ModelRejectedException when it is none, not what the user says, or could be either
   */
  OutputKind kind(Optional<OutputKind> told) {
    if (notFinite.count > 0) {
      throw rejected("answers NaN or infinity", notFinite, "its weights may be damaged");
    }
    if (told.equals(Optional.of(OutputKind.LOGITS))) {
      return OutputKind.LOGITS;
    }
    if (outside.count > 0 && told.isPresent()) {
      throw rejected(
          "answers values outside of [0, 1]", outside, "they are no probabilities, but logits");
    }
    if (outside.count > 0) {
      return OutputKind.LOGITS;
    }
    if (otherSum.count > 0) {
      throw rejected(
          "answers values in [0, 1] that don't sum to 1, but to %.4f,".formatted(otherSum.sum),
          otherSum,
          "so do sigmoids, which tell several classes of an image at once, and one of several is"
              + " what is served. Export it with a softmax, or say --output logits to have the"
              + " softmax taken of these values");
    }
    return OutputKind.PROBABILITIES;
  }

  private ModelRejectedException rejected(String what, Finding finding, String why) {
    return new ModelRejectedException(
        "%s %s to %d of %d sample images, the first of them number %d: %s"
            .formatted(model, what, finding.count, images, finding.first, why));
  }
}
