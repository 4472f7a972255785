package dev.sightline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasuredStepsTest {
  @Test
  void theWarmUpIsAQuarterOfWhatIsMeasured() {
    MeasuredSteps steps = MeasuredSteps.of(32, 3200);

    assertThat(steps.warmUp()).isEqualTo(25);
    assertThat(steps.measured()).isEqualTo(100);
    assertThat(steps.allImages()).isEqualTo(125 * 32);
  }

  @Test
  void aLargerBatchTrainsNoFewerImages() {
    assertThat(MeasuredSteps.of(256, 3200)).isEqualTo(new MeasuredSteps(256, 4));
  }

  @Test
  void aVeryLargeBatchHasSomeStepsAllTheSame() {
    assertThat(MeasuredSteps.of(256, 32)).isEqualTo(new MeasuredSteps(256, 2));
  }

  @Test
  void isReadAsWritten() {
    MeasuredSteps steps = MeasuredSteps.of(64, 3200);

    assertThat(steps.argument()).isEqualTo("64:13:52");
    assertThat(MeasuredSteps.parse(steps.argument())).isEqualTo(steps);
  }
}
