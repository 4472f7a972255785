package dev.sightline.app.metrics;

import dev.sightline.dashboard.present.Alerts.Alert;
import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.dashboard.view.VersionFigures.ImageDistance;
import dev.sightline.dashboard.view.WindowView;
import dev.sightline.evaluation.confusion.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How far a version is from its reference, in words; what is not known is left out. Pure. */
final class FiguresText {
  /**
   * Of tenths PSI is some 9 / images by chance alone: from here on less than the 0.1 that is
   * commonly called a change.
   */
  private static final long LEAST_PSI_IMAGES = 100;

  private static final String MARGIN = "  ";

  private FiguresText() {}

  /**
   * The figures on some lines, under a name.
   *
   * @param lastLabels how many labels the window by count was asked for
   * @param columns the most characters of a line
   */
  static List<String> block(String name, VersionFigures of, int lastLabels, int columns) {
    List<String> block = new ArrayList<>();
    block.add(name);
    WindowView window = of.window();
    block.add(
        line("accuracy", window.accuracy(), window.low(), window.high())
            + " %,d of %,d labelled".formatted(window.labelled(), window.predictions())
            + WindowText.delay(window.labelDelayMs()));
    WindowView latest = of.latestLabels();
    if (latest != null) {
      block.add(
          line("last %,d".formatted(lastLabels), latest.accuracy(), latest.low(), latest.high())
              + " %,d labels since %s"
                  .formatted(latest.labelled(), WindowText.clock(at(latest.startMs()))));
    }
    if (window.estimate() != null) {
      block.add(
          line("estimated", window.estimate(), window.estimateLow(), window.estimateHigh())
              + " without labels");
    }
    if (of.heldOutAccuracy() != null) {
      block.add(line("held out", of.heldOutAccuracy(), null, null).stripTrailing());
    }
    block.addAll(wrapped("PSI", distances(of), columns));
    return block;
  }

  private static String line(String name, Double value, Double low, Double high) {
    return "%s%-10s  %6s  %-16s"
        .formatted(
            MARGIN, name, WindowText.percent(value), low == null ? "" : WindowText.band(low, high));
  }

  /** None of so few images that they would be large by chance. */
  private static List<String> distances(VersionFigures of) {
    List<String> distances = new ArrayList<>();
    if (of.window().predictions() < LEAST_PSI_IMAGES) {
      return distances;
    }
    if (of.classes() != null) {
      distances.add("classes " + WindowText.ratio(of.classes().psi()));
    }
    of.images().forEach(image -> distances.add(distance(image)));
    return distances;
  }

  private static String distance(ImageDistance image) {
    return image.statistic() + " " + WindowText.ratio(image.psi());
  }

  private static List<String> wrapped(String name, List<String> words, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0 && line.length() + 2 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (line.length() == 0) {
        line.append("%s%-10s".formatted(MARGIN, lines.isEmpty() ? name : ""));
      }
      line.append(MARGIN).append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** What a line of a window says behind its accuracy. */
  static String behind(VersionFigures of, int lastLabels) {
    StringBuilder text = new StringBuilder();
    WindowView latest = of.latestLabels();
    if (latest != null && latest.accuracy() != null) {
      text.append(
          "  last %,d labels %s of %,d"
              .formatted(lastLabels, WindowText.percent(latest.accuracy()), latest.labelled()));
    }
    WindowView window = of.window();
    if (window.estimate() != null) {
      text.append("  estimated ")
          .append(WindowText.percent(window.estimate()))
          .append(' ')
          .append(WindowText.band(window.estimateLow(), window.estimateHigh()));
    }
    List<String> distances = distances(of);
    if (!distances.isEmpty()) {
      text.append("  PSI ").append(String.join(", ", distances));
    }
    if (!of.alarms().isEmpty()) {
      text.append("  alarms ")
          .append(
              of.alarms().stream()
                  .map(each -> named(each) + " since " + WindowText.clock(at(each.sinceMs())))
                  .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  /** An alarm that stands, on one line. */
  static String alarm(Alert alarm) {
    return "▲ %s/%d  since %s  %s"
        .formatted(
            Printable.of(alarm.model()),
            alarm.version(),
            WindowText.clock(at(alarm.sinceMs())),
            AlarmText.of(alarm.statistic(), alarm.subject(), alarm.value(), alarm.reference()));
  }

  private static String named(Alert alarm) {
    return AlarmText.name(alarm.statistic(), alarm.subject());
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }
}
