package dev.sightline.app.metrics;

import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.util.Comparator;

/**
 * The windows that belong together: one model version's of one length, as one application counts
 * them. In order: by model, then application and length, the newest version first.
 */
record Series(String model, String application, Duration length, int version)
    implements Comparable<Series> {
  private static final Comparator<Series> ORDER =
      Comparator.comparing(Series::model)
          .thenComparing(Series::application)
          .thenComparing(Series::length)
          .thenComparing(Comparator.comparingInt(Series::version).reversed());

  static Series of(MetricsWindow window) {
    return new Series(
        window.getModelName(),
        window.getApplication(),
        Duration.between(window.getWindowStart(), window.getWindowEnd()),
        window.getModelVersion());
  }

  @Override
  public int compareTo(Series other) {
    return ORDER.compare(this, other);
  }
}
