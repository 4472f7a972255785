package dev.sightline.evaluation.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceIntervalTest {

  static Iterable<JsonNode> cases() {
    return Said.cases("wilson.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wilsonsIntervalIsThatOfStatsmodels(JsonNode said) {
    ConfidenceInterval interval =
        ConfidenceInterval.wilson(
            said.required("hits").asLong(),
            said.required("total").asLong(),
            said.required("level").asDouble());
    assertThat(interval.lower()).isCloseTo(said.required("lower").asDouble(), within(1e-9));
    assertThat(interval.upper()).isCloseTo(said.required("upper").asDouble(), within(1e-9));
  }

  @Test
  void withoutImagesNothingIsKnown() {
    assertThat(ConfidenceInterval.wilson(0, 0, 0.95)).isEqualTo(new ConfidenceInterval(0, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 100, 12_345, 1_000_000_007})
  void anAccuracyOfNoneOrAllLiesInItsInterval(long total) {
    assertThat(ConfidenceInterval.wilson(0, total, 0.95).contains(0)).isTrue();
    assertThat(ConfidenceInterval.wilson(total, total, 0.95).contains(1)).isTrue();
  }

  @Test
  void impossibleCountsLevelsAndEndsAreRefused() {
    assertThatThrownBy(() -> ConfidenceInterval.wilson(5, 4, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected hits from 0 to the total, found 5 of 4");
    assertThatThrownBy(() -> ConfidenceInterval.wilson(1, 4, 1))
        .hasMessage("expected a level of confidence in (0, 1 - 1e-10], found 1.0");
    assertThatThrownBy(() -> new ConfidenceInterval(1, 0))
        .hasMessage("expected a lower end up to the upper one, found 1.0 and 0.0");
  }
}
