package dev.sightline.trainer.training;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes a line for each epoch; expects the others to take as long as the mean so far. */
public final class EpochProgress implements TrainingListener {
  private final int epochs;
  private final Consumer<String> lines;
  private Duration spent = Duration.ZERO;
  private int seen;

  /**
   * @param epochs how many there will be
   * @param lines where a line goes, such as {@code System.out::println}
   */
  public EpochProgress(int epochs, Consumer<String> lines) {
    this.epochs = epochs;
    this.lines = lines;
  }

  @Override
  public void onEpoch(Epoch epoch) {
    spent = spent.plus(epoch.total());
    seen++;
    Duration left = spent.dividedBy(seen).multipliedBy(Math.max(0, epochs - epoch.number()));
    lines.accept(
        String.format(
            Locale.ROOT,
            "epoch %d/%d  loss %.4f  accuracy %.4f  validation loss %.4f  validation accuracy %.4f"
                + "  %,.0f images/s  %d s left",
            epoch.number(),
            epochs,
            epoch.loss(),
            epoch.accuracy(),
            epoch.validationLoss(),
            epoch.validationAccuracy(),
            epoch.imagesPerSecond(),
            Math.round(left.toMillis() / 1e3)));
  }
}
