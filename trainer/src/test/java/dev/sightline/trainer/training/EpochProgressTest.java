package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochProgressTest {
  @Test
  void writesALineForEachEpochWithTheTimeThatItTook() {
    List<String> lines = new ArrayList<>();
    TrainingListener progress = new EpochProgress(3, lines::add);

    progress.onEpoch(epoch(1, 30));
    progress.onEpoch(epoch(2, 40));
    progress.onEpoch(epoch(3, 3723));

    assertThat(lines.get(0))
        .isEqualTo("epoch 1/3 in 0:30  loss 1.2346  accuracy 0.5000  validation 1.1000, 0.6250");
    assertThat(lines.get(1)).startsWith("epoch 2/3 in 0:40  ");
    assertThat(lines.get(2)).startsWith("epoch 3/3 in 1:02:03  ");
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
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
