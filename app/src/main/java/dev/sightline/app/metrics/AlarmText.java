package dev.sightline.app.metrics;

import dev.sightline.evaluation.confusion.Printable;
import dev.sightline.images.statistics.ImageStatistic;
import java.util.Arrays;

/** What an alarm is about, in a few words. Pure. */
public final class AlarmText {
  private static final String CLASS_SHARES = "class-shares";

  private AlarmText() {}

  /**
   * What moved, where to and from where, such as {@code recall of cat 45.0%, was 80.0%}.
   *
   * @param subject the class or the range of values that moved; null where there is only one
   * @param value a share from 0 to 1; null where it is not known
   * @param reference likewise
   */
  public static String of(String statistic, String subject, Double value, Double reference) {
    String share = WindowText.percent(value);
    return "%s, was %s".formatted(moved(statistic, subject, share), WindowText.percent(reference));
  }

  /** What moved, such as {@code recall of cat}. */
  static String name(String statistic, String subject) {
    String words = Printable.of(statistic).replace('-', ' ');
    if (subject == null) {
      return words;
    }
    String of = Printable.of(subject);
    return statistic.equals(CLASS_SHARES)
        ? "share of " + of
        : isOfImages(statistic) ? words + " " + of : words + " of " + of;
  }

  private static String moved(String statistic, String subject, String share) {
    if (subject != null && statistic.equals(CLASS_SHARES)) {
      return "%s predicted for %s of images".formatted(Printable.of(subject), share);
    }
    String name = name(statistic, subject);
    return subject != null && isOfImages(statistic)
        ? "%s in %s of images".formatted(name, share)
        : "%s %s".formatted(name, share);
  }

  private static boolean isOfImages(String statistic) {
    return Arrays.stream(ImageStatistic.values()).anyMatch(each -> each.key().equals(statistic));
  }
}
