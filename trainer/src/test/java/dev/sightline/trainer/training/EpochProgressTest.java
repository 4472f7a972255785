package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochProgressTest {
  @Test
  void writesALineForEachEpochAndTheTimeThatTheOthersWillTake() {
    List<String> lines = new ArrayList<>();
    TrainingListener progress = new EpochProgress(3, lines::add);

    progress.onEpoch(epoch(1, 30));
    progress.onEpoch(epoch(2, 40));
    progress.onEpoch(epoch(3, 40));

    assertThat(lines.get(0))
        .isEqualTo(
            "epoch 1/3  loss 1.2346  accuracy 0.5000  validation loss 1.1000  validation accuracy"
                + " 0.6250  2,000 images/s  60 s left");
    assertThat(lines.get(1)).endsWith("35 s left");
    assertThat(lines.get(2)).endsWith("0 s left");
  }

  private static Epoch epoch(int number, int seconds) {
    return new Epoch(
        number,
        50_000,
        1.23456,
        0.5,
        1.1,
        0.625,
        1e-3,
        Duration.ofSeconds(25),
        Duration.ofSeconds(24),
        Duration.ofSeconds(seconds));
  }
}
