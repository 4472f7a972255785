package dev.sightline.evaluation.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class McNemarTest {

  static Iterable<JsonNode> cases() {
    return Said.cases("paired.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theNumbersAreThoseOfStatsmodelsAndScipy(JsonNode said) {
    long[] counts = Said.longs(said.required("counts"));
    McNemar paired = new McNemar(counts[0], counts[1], counts[2], counts[3]);

    assertThat(paired.pValue()).isCloseTo(said.required("p").asDouble(), withinPercentage(1e-6));
    assertThat(paired.midP()).isCloseTo(said.required("mid_p").asDouble(), withinPercentage(1e-6));
    if (said.required("difference").isNull()) {
      assertThat(paired.difference()).isEmpty();
    } else {
      assertThat(paired.difference()).hasValue(said.required("difference").asDouble());
    }
    ConfidenceInterval interval = paired.differenceInterval(said.required("level").asDouble());
    assertThat(interval.lower()).isCloseTo(said.required("lower").asDouble(), within(1e-12));
    assertThat(interval.upper()).isCloseTo(said.required("upper").asDouble(), within(1e-12));
  }

  @Test
  void imagesAreCountedByWhoHadThemRight() {
    int[] actual = {0, 1, 2, 3, 4, 5, 6};
    int[] first = {0, 1, 2, 9, 9, 9, 8};
    int[] second = {0, 9, 9, 3, 4, 5, 9};
    assertThat(McNemar.of(actual, first, second)).isEqualTo(new McNemar(1, 2, 3, 1));
    assertThat(McNemar.of(actual, first, second).total()).isEqualTo(7);
  }

  @Test
  void aBetterSecondHasAPositiveDifference() {
    McNemar paired = new McNemar(90, 1, 9, 0);
    assertThat(paired.difference()).hasValue(0.08);
    assertThat(paired.differenceInterval(0.95).lower()).isPositive();
    assertThat(paired.pValue()).isCloseTo(2 * (1 + 10) / 1024.0, within(1e-15));
  }

  @Test
  void anUnlikelyOutcomeOfMillionsIsZeroNotNaN() {
    McNemar paired = new McNemar(0, 0, 5_000_000, 0);
    assertThat(paired.pValue()).isZero();
    assertThat(paired.midP()).isZero();
  }

  @Test
  void differentLengthsAndNegativeCountsAreRefused() {
    assertThatThrownBy(() -> McNemar.of(new int[3], new int[3], new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 images, but 3 predictions of the first and 2 of the second");
    assertThatThrownBy(() -> new McNemar(1, 2, -3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-3 only second");
  }

  @Property(tries = 300)
  void swappingTheTwoSwapsTheSignsOnly(
      @ForAll @IntRange(max = 3000) int both,
      @ForAll @IntRange(max = 300) int onlyFirst,
      @ForAll @IntRange(max = 300) int onlySecond) {
    McNemar paired = new McNemar(both, onlyFirst, onlySecond, 7);
    McNemar swapped = new McNemar(both, onlySecond, onlyFirst, 7);

    assertThat(swapped.pValue()).isEqualTo(paired.pValue()).isBetween(0.0, 1.0);
    assertThat(swapped.midP()).isEqualTo(paired.midP()).isBetween(0.0, paired.pValue());
    ConfidenceInterval interval = paired.differenceInterval(0.95);
    ConfidenceInterval mirrored = swapped.differenceInterval(0.95);
    assertThat(mirrored.lower()).isEqualTo(-interval.upper());
    assertThat(mirrored.upper()).isEqualTo(-interval.lower());
  }
}
