package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {
  private final LearningRate triangle = new LearningRate.Triangle(2, 0.25, 0.2, 0.1);

  @ParameterizedTest(name = "{1} at {0}")
  @CsvSource({"0,0.5", "0.1,1.25", "0.2,2", "0.6,1.1", "1,0.2", "1.5,0.2"})
  void aTriangleRisesToItsPeakAndFallsToItsEnd(double progress, double rate) {
    assertThat(triangle.at(progress)).isCloseTo(rate, within(1e-12));
  }

  @Test
  void aConstantOneIsTheSameAllTheTime() {
    LearningRate constant = new LearningRate.Constant(0.3);
    assertThat(constant.at(0)).isEqualTo(constant.at(0.5)).isEqualTo(constant.at(1)).isEqualTo(0.3);
  }
}
