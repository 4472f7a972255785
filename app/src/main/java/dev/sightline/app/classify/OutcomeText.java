package dev.sightline.app.classify;

import dev.sightline.inference.DescribedModel;
import dev.sightline.trainer.data.ImageSize;
import java.nio.file.Path;
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

  /**
   * What stands above all outcomes: the model, and what its probabilities are.
   *
   * @param folder the model's, as the user named it
   * @param calibrated whether the probabilities are
   */
  public static String header(Path folder, DescribedModel model, boolean calibrated) {
    return String.format(
        Locale.ROOT,
        "%s: %d classes, images of %s, %s",
        folder,
        model.classes(),
        ImageSize.of(model.input()),
        calibrated
            ? String.format(
                Locale.ROOT,
                "probabilities calibrated by temperature %.4g (--raw: as the model gives them)",
                model.temperature().getAsDouble())
            : "probabilities as the model gives them, not calibrated");
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
