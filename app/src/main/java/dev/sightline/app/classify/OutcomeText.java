package dev.sightline.app.classify;

import dev.sightline.inference.DescribedModel;
import java.util.Locale;
import java.util.stream.Collectors;

/** Outcomes for people: the file, and below it a class a line. */
public final class OutcomeText {
  private static final int LONGEST_PADDING = 32;

  private final int labelWidth;

  /** Classes of this model, aligned by the longest name. */
  public OutcomeText(DescribedModel model) {
    this.labelWidth =
        Math.min(
            LONGEST_PADDING, model.labels().stream().mapToInt(String::length).max().orElseThrow());
  }

  /** The picture's name and its classes. */
  public String of(Outcome.Classified picture) {
    return picture.top().stream()
        .map(this::line)
        .collect(Collectors.joining("", shown(picture.file().toString()) + "\n", ""))
        .stripTrailing();
  }

  private String line(Outcome.LikelyClass likely) {
    return String.format(
        Locale.ROOT,
        "  %-" + labelWidth + "s  %6.2f%%%n",
        shown(likely.label()),
        100 * likely.probability());
  }

  /** One line: the file and what is wrong with it. */
  public String of(Outcome.Unreadable file) {
    return shown(file.file() + ": " + file.why());
  }

  /** Control characters would reach the terminal. */
  private static String shown(String text) {
    return text.codePoints()
        .mapToObj(point -> Character.isISOControl(point) ? "?" : Character.toString(point))
        .collect(Collectors.joining());
  }
}
