package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.training.Epoch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTotalsTest {
  private static Epoch epoch(int number, int images, long steps, long inSession, long total) {
    return new Epoch(
        number,
        images,
        0,
        0,
        0,
        0,
        0,
        Duration.ofSeconds(steps),
        Duration.ofSeconds(inSession),
        Duration.ofSeconds(total));
  }

  @Test
  void epochsAreSummed() {
    TrainingTotals totals =
        TrainingTotals.of(List.of(epoch(1, 100, 3, 2, 5), epoch(2, 60, 5, 4, 6)));

    assertThat(totals.epochs()).isEqualTo(2);
    assertThat(totals.total()).isEqualTo(Duration.ofSeconds(11));
    assertThat(totals.imagesPerSecond()).isCloseTo(20, within(1e-9));
    assertThat(totals.outsideTensorFlow()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void withoutEpochsNoTimeWasSpent() {
    TrainingTotals none = TrainingTotals.of(List.of());

    assertThat(none.total()).isZero();
    assertThat(none.imagesPerSecond()).isZero();
  }
}
