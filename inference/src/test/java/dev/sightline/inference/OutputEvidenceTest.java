package dev.sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.OutputKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputEvidenceTest {
  @Test
  void rowsThatSumToOneAreProbabilities() {
    assertThat(kind(0.2f, 0.8f, 1, 0, 0.504f, 0.5f)).isEqualTo(OutputKind.PROBABILITIES);
  }

  @Test
  void oneRowOutsideIsEnoughForLogitsWhateverTheOthersAre() {
    assertThat(kind(0.2f, 0.8f, -0.5f, 1.5f)).isEqualTo(OutputKind.LOGITS);
    assertThat(kind(0, 0, 0.2f, 0.7f, 3, 0.1f)).isEqualTo(OutputKind.LOGITS);
  }

  @Test
  void whatStaysWithinAndSumsToSomethingElseMayBeEither() {
    assertThatThrownBy(() -> kind(0.2f, 0.8f, 0.2f, 0.7f, 0.9f, 0.9f))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageStartingWith(
            "it answers values in [0, 1] that don't sum to 1, but to 0.9000, to 2 of 3 sample"
                + " images, the first of them number 1")
        .hasMessageContaining("sigmoid", "--output logits");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNoNumberIsNeitherWhateverTheUserSays(float odd) {
    float[] values = {0.2f, 0.8f, odd, 1, 0, 1};

    assertThatThrownBy(() -> kind(values))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining(
            "NaN or infinity to 1 of 3 sample images, the first of them number 1");
    assertThatThrownBy(() -> told(OutputKind.LOGITS, values))
        .isInstanceOf(ModelRejectedException.class);
  }

  @Test
  void theUserMaySayWhatItIsAndIsContradictedByValuesAlone() {
    assertThat(told(OutputKind.LOGITS, 0.2f, 0.7f)).isEqualTo(OutputKind.LOGITS);
    assertThat(told(OutputKind.LOGITS, 0.2f, 0.8f)).isEqualTo(OutputKind.LOGITS);
    assertThat(told(OutputKind.PROBABILITIES, 0.2f, 0.8f)).isEqualTo(OutputKind.PROBABILITIES);
    assertThatThrownBy(() -> told(OutputKind.PROBABILITIES, 0.2f, 0.7f))
        .hasMessageContaining("don't sum to 1");
    assertThatThrownBy(() -> told(OutputKind.PROBABILITIES, -3, 4))
        .hasMessageContaining("outside of [0, 1]");
  }

  @Test
  void theValueOfTheSecondOfTwoClassesNeedNotSumToOne() {
    assertThat(evidence(1, 0, 0.3f, 1).kind(Optional.empty())).isEqualTo(OutputKind.PROBABILITIES);
    assertThat(evidence(1, 0, 0.3f, -2).kind(Optional.empty())).isEqualTo(OutputKind.LOGITS);
  }

  private static OutputKind kind(float... values) {
    return evidence(2, values).kind(Optional.empty());
  }

  private static OutputKind told(OutputKind kind, float... values) {
    return evidence(2, values).kind(Optional.of(kind));
  }

  private static OutputEvidence evidence(int columns, float... values) {
    OutputEvidence evidence = new OutputEvidence("it", columns);
    evidence.add(values);
    return evidence;
  }
}
