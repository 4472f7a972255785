package dev.sightline.evaluation.drift.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Distances and tests are those of scipy and Evidently. */
class DistanceAgreementTest {
  private static final double DIGITS_PERCENT = 1e-7;

  static Iterable<JsonNode> scipy() {
    return Said.ofMonitors("distances.json");
  }

  static Iterable<JsonNode> evidently() {
    return Said.ofMonitors("evidently.json");
  }

  static Iterable<JsonNode> tails() {
    return Said.ofMonitors("chi-square-tails.json");
  }

  @ParameterizedTest
  @MethodSource("scipy")
  void distancesAndTestsAreScipys(JsonNode said) {
    long[] then = Said.longs(said.required("reference"));
    long[] now = Said.longs(said.required("current"));
    ChiSquare one = ChiSquare.oneSample(then, now).orElseThrow();
    ChiSquare two = ChiSquare.twoSample(then, now).orElseThrow();

    near(JensenShannon.NATURAL.distance(then, now).orElseThrow(), said.required("natural"));
    near(JensenShannon.BASE_2.distance(then, now).orElseThrow(), said.required("base_2"));
    if (said.required("one").isNull()) {
      assertThat(one.statistic()).isInfinite();
    } else {
      same(one.statistic(), said.required("one"));
    }
    same(one.pValue(), said.required("one_p"));
    same(two.statistic(), said.required("two"));
    same(two.pValue(), said.required("two_p"));
  }

  @ParameterizedTest
  @MethodSource("tails")
  void tailsOfChiSquareAreScipys(JsonNode said) {
    double found =
        UpperGamma.regularized(
            said.required("degrees").asDouble() / 2, said.required("statistic").asDouble() / 2);

    same(found, said.required("p"));
  }

  @ParameterizedTest
  @MethodSource("evidently")
  void indexDistanceAndOneSampleTestAreEvidentlys(JsonNode said) {
    long[] then = Said.longs(said.required("reference"));
    long[] now = Said.longs(said.required("current"));

    same(PopulationStability.of(then, now).orElseThrow(), said.required("psi"));
    near(JensenShannon.NATURAL.distance(then, now).orElseThrow(), said.required("jensen_shannon"));
    same(ChiSquare.oneSample(then, now).orElseThrow().pValue(), said.required("chi_square_p"));
  }

  /** A square root: what rounding leaves of nothing, 1e-16, becomes 1e-8. */
  private static void near(double found, JsonNode said) {
    assertThat(found).isCloseTo(said.asDouble(), within(2e-8));
  }

  /** To nine digits, also of what is next to nothing. */
  private static void same(double found, JsonNode said) {
    double expected = said.asDouble();
    if (Math.abs(found - expected) > 1e-250) {
      assertThat(found).isCloseTo(expected, withinPercentage(DIGITS_PERCENT));
    }
  }
}
