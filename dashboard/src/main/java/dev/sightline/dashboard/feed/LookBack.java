package dev.sightline.dashboard.feed;

import java.time.Duration;

/**
 * How far before the end of a topic its reading begins: at the later of a time and a number of
 * records.
 *
 * @param time how old the first record may be, by its timestamp
 * @param records how many at the most, over all partitions; markers of transactions count as well
 */
public record LookBack(Duration time, long records) {
  /** Older than any record. */
  private static final Duration ALL_TIME = Duration.ofDays(36_500);

  public LookBack {
    if (time.isNegative() || records < 0) {
      throw new IllegalArgumentException(
          "expected no negative look back, got " + time + ", " + records);
    }
  }

  /** A number of records, however old they are. */
  public static LookBack ofRecords(long records) {
    return new LookBack(ALL_TIME, records);
  }
}
