package dev.sightline.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  @Nested
  class WhenScikitLearnWasAsked {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sightline.evaluation.calibration.LossesTest#cases")
    void theLogLossIsItsOwn(
        String title, JsonNode said, float[] probabilities, int[] labels, int classes) {
      double loss = LogLoss.of(probabilities, labels, classes).orElseThrow();
      assertThat(loss).isCloseTo(said.required("log_loss").asDouble(), within(1e-12));
      assertThat(loss).isCloseTo(said.required("log_loss_in_float32").asDouble(), within(2e-6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sightline.evaluation.calibration.LossesTest#cases")
    void theBrierScoreIsItsOwn(
        String title, JsonNode said, float[] probabilities, int[] labels, int classes) {
      assertThat(BrierScore.of(probabilities, labels, classes).orElseThrow())
          .isCloseTo(said.required("brier").asDouble(), within(1e-12));
    }
  }

  @Nested
  class WhenTheInputIsNot {
    @Test
    void thereTheLossesAreEmpty() {
      assertThat(LogLoss.of(new float[0], new int[0], 10)).isEmpty();
      assertThat(BrierScore.of(new float[0], new int[0], 10)).isEmpty();
    }

    @Test
    void probabilitiesTheyAreRefused() {
      float[] notANumber = {0.5f, 0.5f, Float.NaN, 0.5f};
      assertThatThrownBy(() -> LogLoss.of(notANumber, new int[2], 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("image 1, class 0: expected a probability in [0, 1], found NaN");
      assertThatThrownBy(() -> BrierScore.of(new float[] {0.5f, 1.1f}, new int[1], 2))
          .hasMessage("image 0, class 1: expected a probability in [0, 1], found 1.1");
    }

    @Test
    void ofTheRightSizeItIsRefused() {
      assertThatThrownBy(() -> LogLoss.of(new float[5], new int[2], 2))
          .hasMessage("2 images of 2 classes need 4 values, found 5");
      assertThatThrownBy(() -> LogLoss.of(new float[4], new int[] {0, 2}, 2))
          .hasMessage("image 1: label 2 is none of 2 classes");
    }
  }

  static Stream<Arguments> cases() {
    return Said.cases("losses.json").stream()
        .map(
            said ->
                Arguments.of(
                    said.required("title").asText(),
                    said,
                    Said.floats(said.required("probabilities")),
                    Said.ints(said.required("labels")),
                    said.required("classes").asInt()));
  }
}
