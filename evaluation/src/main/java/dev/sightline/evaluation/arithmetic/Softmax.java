package dev.sightline.evaluation.arithmetic;

/** Turns logits into probabilities: exp(x - max) / sum of these, in double precision. */
public final class Softmax {
  private Softmax() {}

  /** Replaces {@code length} logits from {@code offset} by their probabilities. */
  public static void inPlace(float[] values, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + length; i++) {
      max = Math.max(max, values[i]);
    }
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      double power = Math.exp((double) values[i] - max);
      values[i] = (float) power;
      sum += power;
    }
    for (int i = offset; i < offset + length; i++) {
      values[i] = (float) (values[i] / sum);
    }
  }
}
