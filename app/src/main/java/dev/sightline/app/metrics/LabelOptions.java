package dev.sightline.app.metrics;

import dev.sightline.dashboard.settings.LabelBounds;
import picocli.CommandLine.Option;

/** The options that say how many labels a figure wants. */
public final class LabelOptions {
  @Option(
      names = "--min-labels",
      paramLabel = "N",
      defaultValue = "30",
      description = "Show no accuracy of fewer labels (default: 30).")
  private int fewest;

  @Option(
      names = "--last-labels",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Show the accuracy of the latest images that have N labels too, in whole windows"
              + " (default: 1000).")
  private int latest;

  /** As they were given: ask them for their faults. */
  public LabelBounds bounds() {
    return new LabelBounds(fewest, latest);
  }
}
