package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion.Reference;
import java.util.Locale;

/**
 * Whether the model is still right, in a word and a sentence.
 *
 * @param kind {@code as-right}: the held-out accuracy lies in the band; {@code less-right}: above
 *     it; {@code more-right}: below it; {@code no-reference}: the version was published without an
 *     evaluation; {@code few-labels}: too few to tell; {@code no-window}: nothing was counted yet;
 *     {@code alarmed}: any of these but {@code less-right}, while alarms stand
 * @param text a sentence, and before it one of the alarms that stand
 */
public record Verdict(String kind, String text) {
  static final Verdict UNKNOWN_MODEL =
      new Verdict("no-window", "No topic tells of a model of this name.");

  private static final String LESS_RIGHT = "less-right";

  /**
   * That of a version.
   *
   * @param alarms how many of the version's stand
   */
  static Verdict of(WindowView window, Reference reference, int minLabels, int alarms) {
    Verdict ofLabels = of(window, reference, minLabels);
    return alarms == 0
        ? ofLabels
        : new Verdict(
            ofLabels.kind.equals(LESS_RIGHT) ? LESS_RIGHT : "alarmed",
            "%s. %s".formatted(stand(alarms), ofLabels.text));
  }

  private static String stand(int alarms) {
    return alarms == 1 ? "1 alarm stands" : "%,d alarms stand".formatted(alarms);
  }

  private static Verdict of(WindowView window, Reference reference, int minLabels) {
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
      return new Verdict(LESS_RIGHT, "Less often right than on held-out images (" + heldOut + ").");
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
