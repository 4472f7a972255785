package dev.sightline.app.metrics;

import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.dashboard.view.WindowView;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures of a window in words; what is not known is a dash. Pure functions. */
final class WindowText {
  private static final String UNKNOWN = "-";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private WindowText() {}

  /**
   * A window on one line.
   *
   * @param lastLabels how many labels the window by count was asked for
   */
  static String line(WatchedWindow watched, int lastLabels) {
    MetricsWindow window = watched.window();
    VersionFigures figures = watched.figures();
    WindowView view = figures.window();
    return String.format(
        Locale.ROOT,
        "%s to %s  %s  %s, %,d labelled (%s)  accuracy %s%s%s  macro F1 %s  held out" + " %s%s%s",
        DATE.format(window.getWindowStart()),
        clock(window.getWindowEnd()),
        model(window),
        Counted.of(window.getPredictions(), "image"),
        window.getLabelled(),
        percent(window.getLabelCoverage()),
        percent(view.accuracy()),
        watched.change().isEmpty() ? "" : " (" + points(watched.change()) + ")",
        view.low() == null ? "" : " " + band(view.low(), view.high()),
        ratio(view.macroF1()),
        percent(figures.heldOutAccuracy()),
        view.labelDelayMs() == null ? "" : "  labels" + delay(view.labelDelayMs()),
        FiguresText.behind(figures, lastLabels));
  }

  /** The ends of an interval of shares. */
  static String band(double low, double high) {
    return String.format(Locale.ROOT, "[%.1f to %.1f%%]", 100 * low, 100 * high);
  }

  static String model(MetricsWindow window) {
    return window.getModelName() + "/" + window.getModelVersion();
  }

  /** The time of a day, in UTC. */
  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  static String percent(Double share) {
    return share == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** A change in percentage points, with its sign. */
  static String points(OptionalDouble change) {
    return change.isPresent()
        ? String.format(Locale.ROOT, "%+.1f", 100 * change.getAsDouble())
        : UNKNOWN;
  }

  static String ratio(Double value) {
    return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.3f", value);
  }

  /** How late labels come; nothing without any. */
  static String delay(Long medianMs) {
    return medianMs == null ? "" : " after " + duration(Duration.ofMillis(medianMs));
  }

  /** Such as {@code 5m} or {@code 2.5s}. */
  static String duration(Duration length) {
    return length.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
