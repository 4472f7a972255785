package dev.sightline.inference;

/** Rows of probabilities as they leave a model. Pure functions. */
final class ProbabilityRows {
  /** Rows whose sum is nearer to 1 are left as they are, to the last bit. */
  private static final double EXACT = 1e-5;

  /**
   * How far a sum may be off 1. A softmax in 16 bits is by up to 0.004, whether the graph has it,
   * of any type in the end, or the session makes it of one in 32.
   */
  static final double ROUNDING = 1e-2;

  private ProbabilityRows() {}

  /**
   * Makes two classes of the value of the second: probabilities 1 − p and p, or logits 0 and x,
   * whose softmax is the sigmoid of x.
   *
   * @param rows takes {@code values.length} rows of 2 from {@code offset} on
   */
  static void ofBinary(float[] values, boolean logits, float[] rows, int offset) {
    for (int i = 0; i < values.length; i++) {
      rows[offset + 2 * i] = logits ? 0 : 1 - values[i];
      rows[offset + 2 * i + 1] = values[i];
    }
  }

  /**
   * Divides a row by its sum where that is off 1 by no more than rounding. In bfloat16 it is off by
   * up to 0.0026; a row that is off by more is none of probabilities and stays as it is.
   */
  static void normalize(float[] rows, int offset, int classes) {
    double sum = 0;
    for (int i = offset; i < offset + classes; i++) {
      sum += rows[i];
    }
    double off = Math.abs(sum - 1);
    if (off > EXACT && off <= ROUNDING) {
      for (int i = offset; i < offset + classes; i++) {
        rows[i] = (float) (rows[i] / sum);
      }
    }
  }
}
