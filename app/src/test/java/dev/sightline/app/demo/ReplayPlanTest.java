package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.replay.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplayPlanTest {
  private static ReplayPlan plan(OptionalLong images) {
    DemoOptions options =
        new DemoOptions(
            false,
            Optional.empty(),
            images,
            OptionalInt.empty(),
            new Rate(100),
            Duration.ofSeconds(3),
            1,
            false);
    return new ReplayPlan(options, Duration.ofSeconds(60));
  }

  @Test
  void theFirstHalfLastsThroughTheSecondTraining() {
    ReplayPlan plan = plan(OptionalLong.of(1801));

    assertThat(plan.half()).isEqualTo(900);
    assertThat(plan.all()).isEqualTo(1801);
    assertThat(plan.firstRate()).isEqualTo(new Rate(10));
  }

  @Test
  void itIsNeverFasterThanIsAskedFor() {
    assertThat(plan(OptionalLong.of(1_000_000)).firstRate()).isEqualTo(new Rate(100));
  }

  @Test
  void withoutANumberItHasNoEnd() {
    ReplayPlan plan = plan(OptionalLong.empty());

    assertThat(plan.half()).isEqualTo(Long.MAX_VALUE);
    assertThat(plan.all()).isEqualTo(Long.MAX_VALUE);
    assertThat(plan.firstRate()).isEqualTo(new Rate(100));
  }

  @Test
  void whateverIsLeftAfterTheSwapIsDisturbedInItsSecondQuarter() {
    assertThat(plan(OptionalLong.of(4_000)).disturbance(1_200))
        .isEqualTo(new Disturbance(700, 1_400));
  }
}
