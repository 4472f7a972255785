package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
  @Test
  void allFaultsAreInOneMessage() {
    assertThatThrownBy(() -> TrainingSettings.plain(0, -1, Double.NaN, 1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("epochs", "0", "batchSize", "-1", "learningRate", "NaN")
        .hasMessageContaining("precision");
  }
}
