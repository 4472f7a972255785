package dev.sightline.evaluation.arithmetic;

import java.util.OptionalDouble;

/** A ratio of counts that is empty, not NaN, when there is nothing to divide by. */
public final class Quotient {
  public static OptionalDouble of(double numerator, double denominator) {
    return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of(numerator / denominator);
  }

  private Quotient() {}
}
