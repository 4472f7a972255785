package dev.sightline.inference;

import dev.sightline.schemas.OutputKind;

/** Tells probabilities from logits by their values. */
final class OutputKinds {
  private OutputKinds() {}

  /**
   * Probabilities are what lies in [0, 1] and sums to 1 in every row, within rounding; anything
   * else is logits.
   *
   * @param values float32 [rows, classes], row-major
   * @param rounding how far a sum may be off, by the type that the values had in the graph
   */
  static OutputKind of(float[] values, int classes, double rounding) {
    for (int row = 0; row < values.length; row += classes) {
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        if (!(values[i] >= 0 && values[i] <= 1 + rounding)) {
          return OutputKind.LOGITS;
        }
        sum += values[i];
      }
      if (Math.abs(sum - 1) > rounding) {
        return OutputKind.LOGITS;
      }
    }
    return OutputKind.PROBABILITIES;
  }
}
