package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion.Reference;
import java.util.Locale;

/**
 * Whether the model is still right, in a word and a sentence.
 *
 * @param kind {@code as-right}: the held-out accuracy lies in the band; {@code less-right}: above
 *     it; {@code more-right}: below it; {@code no-reference}: the version was published without an
 *     evaluation; {@code few-labels}: too few to tell; {@code no-window}: nothing was counted yet
 * @param text a sentence
 */
public record Verdict(String kind, String text) {

  static Verdict of(WindowView window, Reference reference, int minLabels) {
    if (window == null) {
      return new Verdict("no-window", "No window has been counted yet.");
    }
    if (window.accuracy() == null) {
      return new Verdict(
          "few-labels",
          "Too few labels to tell: %,d of the %,d that are needed."
              .formatted(window.labelled(), minLabels));
    }
    if (reference == null) {
      return new Verdict(
          "no-reference", "There is nothing to compare with: published without an evaluation.");
    }
    String heldOut = percent(reference.accuracy());
    if (window.high() < reference.accuracy()) {
      return new Verdict(
          "less-right", "Less often right than on held-out images (" + heldOut + ").");
    }
    if (window.low() > reference.accuracy()) {
      return new Verdict(
          "more-right", "More often right than on held-out images (" + heldOut + ").");
    }
    return new Verdict("as-right", "As right as on held-out images (" + heldOut + ").");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
