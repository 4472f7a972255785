package dev.sightline.benchmarks.training;

import dev.sightline.inference.session.Precision;
import java.util.List;
import java.util.Locale;

/**
 * What trains and in which arithmetic.
 *
 * @param precision not {@link Precision#AUTO}
 */
record Side(Framework framework, Precision precision) {
  enum Framework {
    SIGHTLINE("Sightline"),
    KERAS("Keras");

    private final String text;

    Framework(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** In the order of their turns. */
  static final List<Side> ALL =
      List.of(
          sightline(Precision.FLOAT32),
          keras(Precision.FLOAT32),
          sightline(Precision.BFLOAT16),
          keras(Precision.BFLOAT16));

  static Side sightline(Precision precision) {
    return new Side(Framework.SIGHTLINE, precision);
  }

  static Side keras(Precision precision) {
    return new Side(Framework.KERAS, precision);
  }

  static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return framework + ", " + name(precision);
  }
}
