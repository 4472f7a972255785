package dev.sightline.app.demo;

import dev.sightline.app.metrics.AlarmText;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The alarms of a run, in the order in which they were raised. Safe for many threads. */
final class DemoAlarms {
  private final List<DriftAlert> latest = new ArrayList<>();
  private final List<String> news = new ArrayList<>();

  /** Takes in that an alarm was raised or cleared. */
  synchronized void add(DriftAlert alert) {
    for (int i = 0; i < latest.size(); i++) {
      if (isSame(latest.get(i), alert)) {
        latest.set(i, alert);
        news.add(text(alert));
        return;
      }
    }
    latest.add(alert);
    news.add(text(alert));
  }

  /** A statistic that alarms again does so at another image. */
  private static boolean isSame(DriftAlert one, DriftAlert other) {
    return one.getModelVersion() == other.getModelVersion()
        && one.getStatistic().equals(other.getStatistic())
        && one.getRaisedAtImage() == other.getRaisedAtImage();
  }

  /** Each as it is now. */
  synchronized List<DriftAlert> all() {
    return List.copyOf(latest);
  }

  /** What is raised now. */
  synchronized List<DriftAlert> raised() {
    return latest.stream().filter(alert -> alert.getState() == AlertState.RAISED).toList();
  }

  /**
   * The statistics that are alarms now, in one line.
   *
   * @param columns the most characters of it
   */
  synchronized Optional<String> raisedIn(int columns) {
    List<String> names = raised().stream().map(DriftAlert::getStatistic).distinct().toList();
    for (int named = names.size(); named > 0; named--) {
      String line =
          "alarms: "
              + String.join(", ", names.subList(0, named))
              + (named == names.size() ? "" : " and %d more".formatted(names.size() - named));
      if (line.length() <= columns) {
        return Optional.of(line);
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of("alarms: " + names.size());
  }

  /** What has been raised or cleared since this was asked last, a line each. */
  synchronized List<String> news() {
    List<String> since = List.copyOf(news);
    news.clear();
    return since;
  }

  private static String text(DriftAlert alert) {
    boolean isRaised = alert.getState() == AlertState.RAISED;
    return String.format(
        Locale.ROOT,
        "%s at image %,d: %s",
        isRaised ? "ALARM  " : "cleared",
        isRaised ? alert.getRaisedAtImage() : alert.getClearedAtImage(),
        AlarmText.of(
            alert.getStatistic(), alert.getSubject(), alert.getValue(), alert.getReference()));
  }
}
