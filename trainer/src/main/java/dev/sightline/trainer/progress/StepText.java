package dev.sightline.trainer.progress;

import dev.sightline.trainer.training.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An epoch so far in words, the same on a bar and on a line. */
final class StepText {
  private StepText() {}

  static String title(EpochSoFar epoch, int epochs) {
    return "epoch %d/%d".formatted(epoch.latest().epoch(), epochs);
  }

  /** Step and pace make way where there is no room; the time left stays. */
  static List<Figure> figures(EpochSoFar epoch) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("step " + epoch.latest().number(), 2));
    figures.add(new Figure(String.format(Locale.ROOT, "loss %.4f", epoch.loss()), 0));
    figures.add(new Figure(String.format(Locale.ROOT, "accuracy %.4f", epoch.accuracy()), 0));
    epoch
        .imagesPerSecond()
        .ifPresent(
            pace -> figures.add(new Figure(String.format(Locale.ROOT, "%,.0f images/s", pace), 1)));
    epoch.left().ifPresent(left -> figures.add(new Figure(TimeText.of(left) + " left", 0)));
    return figures;
  }
}
