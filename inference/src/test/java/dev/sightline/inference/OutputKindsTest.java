package dev.sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.OutputKind;
import org.junit.jupiter.api.Test;

class OutputKindsTest {
  @Test
  void rowsThatSumToOneAreProbabilities() {
    assertThat(kind(0.2f, 0.8f, 1, 0, 0.5004f, 0.5f)).isEqualTo(OutputKind.PROBABILITIES);
  }

  @Test
  void oneRowThatDoesNotIsEnoughForLogits() {
    assertThat(kind(0.2f, 0.8f, 0.2f, 0.7f)).isEqualTo(OutputKind.LOGITS);
  }

  @Test
  void whatIsBelowZeroOrAboveOneIsLogits() {
    assertThat(kind(-0.5f, 1.5f)).isEqualTo(OutputKind.LOGITS);
  }

  @Test
  void notANumberIsNoProbability() {
    assertThat(kind(Float.NaN, 1)).isEqualTo(OutputKind.LOGITS);
  }

  private static OutputKind kind(float... values) {
    return OutputKinds.of(values, 2, 1e-3);
  }
}
