package dev.sightline.trainer.data;

import java.util.List;

/**
 * The images that were left out of a data set because they could not be read.
 *
 * @param count how many
 * @param reasons name and reason of the first of them, at most {@link #LISTED}
 */
public record Skipped(int count, List<String> reasons) {
  /** So many are listed; all are counted. */
  public static final int LISTED = 100;

  public static final Skipped NONE = new Skipped(0, List.of());

  public Skipped {
    reasons = List.copyOf(reasons);
  }

  public static Skipped of(List<String> reasons) {
    return new Skipped(reasons.size(), reasons.subList(0, Math.min(LISTED, reasons.size())));
  }
}
