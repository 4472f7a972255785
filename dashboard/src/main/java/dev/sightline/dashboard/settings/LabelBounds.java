package dev.sightline.dashboard.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * How many labels the figures want.
 *
 * @param fewest labels of which an accuracy is shown, 1 or more
 * @param latest labels that a window by count has at the least, 1 or more
 */
public record LabelBounds(int fewest, int latest) {
  /** Where nothing else is said. */
  public static final LabelBounds DEFAULTS = new LabelBounds(30, 1_000);

  /** What is wrong, each in a sentence without a full stop; none when all is well. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (fewest < 1) {
      faults.add("expected at least 1 label for an accuracy, found " + fewest);
    }
    if (latest < 1) {
      faults.add("expected at least 1 label in a window by count, found " + latest);
    }
    return faults;
  }
}
