package dev.sightline.dashboard.labelling;

import java.util.Arrays;
import java.util.Optional;

/** How the next image to be labelled is chosen. */
public enum Choice {
  /** Each image without a truth has the same chance: what the labels say holds for all of these. */
  RANDOM("random"),
  /** The image of which the model is least sure: labels teach most, and say nothing of the rest. */
  LEAST_CONFIDENT("least-confident");

  private static final String PREFIX = "dashboard:";

  private final String text;

  Choice(String text) {
    this.text = text;
  }

  /** The choice of a text such as {@code random}. */
  public static Optional<Choice> of(String text) {
    return Arrays.stream(values()).filter(choice -> choice.text.equals(text)).findFirst();
  }

  /** The choice that a label's origin names, if a dashboard wrote it. */
  static Optional<Choice> ofOrigin(String origin) {
    return origin != null && origin.startsWith(PREFIX)
        ? of(origin.substring(PREFIX.length()))
        : Optional.empty();
  }

  /** What stands in a label. */
  public String origin() {
    return PREFIX + text;
  }

  @Override
  public String toString() {
    return text;
  }
}
