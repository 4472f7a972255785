package dev.sightline.evaluation.text;

import java.util.Locale;

/** A number of things as a sentence has it: one image, and 1,234 images. Pure functions. */
public final class Counted {
  private Counted() {}

  /**
   * The number, with thousands apart, and the noun in its number.
   *
   * @param one the noun for one of them, whose plural is made by an s or, after an s, by es
   */
  public static String of(long count, String one) {
    String many = one + (one.endsWith("s") ? "es" : "s");
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
