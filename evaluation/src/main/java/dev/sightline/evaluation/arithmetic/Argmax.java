package dev.sightline.evaluation.arithmetic;

import java.util.List;

/**
 * The index of the largest value of a row: of scores, the predicted class. The lowest index where
 * several are equal. NaN is less than every number, so a row of nothing else has index 0.
 */
public final class Argmax {
  private Argmax() {}

  /**
   * @param length of the row that begins at {@code offset}
   * @return from 0 to {@code length - 1}, counted from {@code offset}
   * @throws IllegalArgumentException when the row is empty
   * @throws IndexOutOfBoundsException when it is not within the values
   */
  public static int of(float[] values, int offset, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("expected a row of 1 value or more, found " + length);
    }
    int best = 0;
    float largest = values[offset];
    for (int i = 1; i < length; i++) {
      float value = values[offset + i];
      if (value > largest || (Float.isNaN(largest) && !Float.isNaN(value))) {
        best = i;
        largest = value;
      }
    }
    return best;
  }

  /**
   * @throws IllegalArgumentException when the row is empty
   */
  public static int of(List<Float> row) {
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return of(values, 0, values.length);
  }
}
