package dev.sightline.evaluation.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void theNounFollowsTheNumber() {
    assertThat(Counted.of(0, "step")).isEqualTo("0 steps");
    assertThat(Counted.of(1, "step")).isEqualTo("1 step");
    assertThat(Counted.of(2, "class")).isEqualTo("2 classes");
    assertThat(Counted.of(1, "class")).isEqualTo("1 class");
    assertThat(Counted.of(1_234, "image")).isEqualTo("1,234 images");
  }
}
