package dev.sightline.evaluation;

import java.util.OptionalDouble;

/** A ratio of counts that is empty, not NaN, when there is nothing to divide by. */
final class Quotient {
  static OptionalDouble of(double numerator, double denominator) {
    return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of(numerator / denominator);
  }

  private Quotient() {}
}
