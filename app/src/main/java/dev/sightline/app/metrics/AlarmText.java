package dev.sightline.app.metrics;

import dev.sightline.evaluation.confusion.Printable;
import dev.sightline.images.statistics.ImageStatistic;
import java.util.Arrays;

/** What an alarm is about, in a few words. Pure. */
public final class AlarmText {
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

  private static String moved(String statistic, String subject, String share) {
    String words = Printable.of(statistic).replace('-', ' ');
    if (subject == null) {
      return "%s %s".formatted(words, share);
    }
    String of = Printable.of(subject);
    if (statistic.equals("class-shares")) {
      return "%s predicted for %s of images".formatted(of, share);
    }
    return isOfImages(statistic)
        ? "%s %s in %s of images".formatted(words, of, share)
        : "%s of %s %s".formatted(words, of, share);
  }

  private static boolean isOfImages(String statistic) {
    return Arrays.stream(ImageStatistic.values()).anyMatch(each -> each.key().equals(statistic));
  }
}
