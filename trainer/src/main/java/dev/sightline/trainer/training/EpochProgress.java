package dev.sightline.trainer.training;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes a line for each epoch: the time that it took, loss and accuracy in training, loss and
 * accuracy of the validation. It fits a terminal of 80 columns.
 */
public final class EpochProgress implements TrainingListener {
  private final int epochs;
  private final Consumer<String> lines;

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
    lines.accept(
        String.format(
            Locale.ROOT,
            "epoch %d/%d in %s  loss %.4f  accuracy %.4f  validation %.4f, %.4f",
            epoch.number(),
            epochs,
            TimeText.of(epoch.total()),
            epoch.loss(),
            epoch.accuracy(),
            epoch.validationLoss(),
            epoch.validationAccuracy()));
  }
}
