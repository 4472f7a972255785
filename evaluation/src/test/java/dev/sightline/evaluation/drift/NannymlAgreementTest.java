package dev.sightline.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import dev.sightline.evaluation.drift.distance.ChiSquare;
import dev.sightline.evaluation.drift.distance.JensenShannon;
import dev.sightline.evaluation.drift.estimate.ConfidenceWorth;
import dev.sightline.evaluation.drift.estimate.EstimatedAccuracy;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Distance, two-sample test and estimated accuracy are NannyML's. */
class NannymlAgreementTest {
  static Iterable<JsonNode> drift() {
    return Said.ofMonitors("nannyml-drift.json");
  }

  static Iterable<JsonNode> estimates() {
    return Said.ofMonitors("nannyml-cbpe.json");
  }

  @ParameterizedTest
  @MethodSource("estimates")
  void theValueIsNannymlsAndTheBandNoWiderThanItsOwn(JsonNode said) {
    EstimatedAccuracy estimated = EstimatedAccuracy.ofCalibrated(confidences(said)).orElseThrow();

    assertThat(estimated.value()).isCloseTo(said.required("value").asDouble(), within(1e-9));
    assertThat(estimated.deviation()).isLessThan(1.3 * said.required("sampling_error").asDouble());
    double realised = said.required("correct").asDouble() / estimated.images();
    assertThat(estimated.band(0.9999).contains(realised)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("estimates")
  void fromAHistogramItIsWithinItsStatedError(JsonNode said) {
    ConfidenceHistogram histogram = new ConfidenceHistogram();
    confidences(said).forEach(histogram::add);
    EstimatedAccuracy exact = EstimatedAccuracy.ofCalibrated(confidences(said)).orElseThrow();
    EstimatedAccuracy binned =
        EstimatedAccuracy.of(histogram, ConfidenceWorth.AS_THEY_ARE).orElseThrow();

    assertThat(binned.error()).isCloseTo(1 / 240.0, within(1e-12));
    assertThat(binned.value()).isCloseTo(exact.value(), within(binned.error()));
    assertThat(binned.band(0.95).lower()).isLessThan(exact.band(0.95).lower() + 0.01);
  }

  private static List<Double> confidences(JsonNode said) {
    return Arrays.stream(Said.doubles(said.required("confidences"))).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("drift")
  void distanceAndTwoSampleTestAreNannymls(JsonNode said) {
    long[] then = Said.longs(said.required("reference"));
    long[] now = Said.longs(said.required("current"));

    assertThat(JensenShannon.BASE_2.distance(then, now).orElseThrow())
        .isCloseTo(said.required("jensen_shannon").asDouble(), within(2e-8));
    assertThat(ChiSquare.twoSample(then, now).orElseThrow().statistic())
        .isCloseTo(said.required("chi_square").asDouble(), withinPercentage(1e-7));
  }
}
