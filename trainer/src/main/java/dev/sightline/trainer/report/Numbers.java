package dev.sightline.trainer.report;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers for people, the same in every country. */
public final class Numbers {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Numbers() {}

  /** To whole percents; what is not quite all is not called 100. */
  public static String percent(double share) {
    return share < 1 && share > 0.99
        ? String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10)
        : String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  public static String fourDigits(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** As {@code 0.7275 to 0.7448}. */
  public static String interval(ConfidenceInterval interval) {
    return fourDigits(interval.lower()) + " to " + fourDigits(interval.upper());
  }

  /** With thousands apart. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As 2.4e14. */
  static String scientific(double value) {
    return String.format(Locale.ROOT, "%.2e", value).replaceFirst("e\\+?(-?)0*(\\d)", "e$1$2");
  }

  public static String duration(Duration time) {
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }

  /** As 2026-01-02 03:04 UTC. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
