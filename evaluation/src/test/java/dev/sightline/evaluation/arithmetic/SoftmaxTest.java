package dev.sightline.evaluation.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxTest {
  @Test
  void turnsLogitsIntoProbabilitiesInPlace() {
    float[] values = {9f, 0f, (float) Math.log(3), 9f};
    Softmax.inPlace(values, 1, 2);
    assertThat(values).containsExactly(new float[] {9f, 0.25f, 0.75f, 9f}, within(1e-6f));
  }

  @Test
  void survivesLargeLogits() {
    float[] values = {1000f, 1000f};
    Softmax.inPlace(values, 0, 2);
    assertThat(values).containsExactly(0.5f, 0.5f);
  }
}
