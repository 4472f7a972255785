package dev.sightline.trainer.history;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.Step;
import java.time.Duration;

/** Epochs and steps of 100 images, made up. */
public final class Epochs {
  private Epochs() {}

  public static Epoch epoch(int number) {
    return new Epoch(
        number,
        100,
        2.5 / number,
        0.25,
        1.5,
        0.1 + 0.2,
        1e-4,
        Duration.ofMillis(3_000),
        Duration.ofMillis(2_900),
        Duration.ofMillis(4_567));
  }

  /** Batches of 40, 40 and 20. */
  public static Step step(int epoch, int number, double loss, double accuracy) {
    return new Step(epoch, number, Math.min(100, number * 40), 100, loss, accuracy);
  }
}
