package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
  @Test
  void theDefaultIsOneEpochOfTheTutorial() {
    assertThat(TrainingSettings.DEFAULT)
        .isEqualTo(new TrainingSettings(1, 64, 0.001, 1, Precision.AUTO));
  }

  @Test
  void allFaultsAreInOneMessage() {
    assertThatThrownBy(() -> new TrainingSettings(0, -1, Double.NaN, 1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("epochs", "0", "batchSize", "-1", "learningRate", "NaN")
        .hasMessageContaining("precision");
  }
}
