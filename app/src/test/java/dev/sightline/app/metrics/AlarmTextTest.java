package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlarmTextTest {
  @Test
  void saysOfWhatTheFigureIsAShare() {
    assertThat(AlarmText.of("accuracy", null, 0.45, 0.8)).isEqualTo("accuracy 45.0%, was 80.0%");
    assertThat(AlarmText.of("estimated-accuracy", null, 0.45, 0.8))
        .isEqualTo("estimated accuracy 45.0%, was 80.0%");
    assertThat(AlarmText.of("recall", "cat", 0.45, 0.8))
        .isEqualTo("recall of cat 45.0%, was 80.0%");
    assertThat(AlarmText.of("class-shares", "cat", 0.3, 0.1))
        .isEqualTo("cat predicted for 30.0% of images, was 10.0%");
    assertThat(AlarmText.of("sharpness", "0 to 12.5", 0.901, 0.1))
        .isEqualTo("sharpness 0 to 12.5 in 90.1% of images, was 10.0%");
    assertThat(AlarmText.of("recall", "cat", null, 0.8)).isEqualTo("recall of cat -, was 80.0%");
  }
}
