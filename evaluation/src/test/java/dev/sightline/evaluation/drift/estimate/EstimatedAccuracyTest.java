package dev.sightline.evaluation.drift.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EstimatedAccuracyTest {

  /** What was right in the reference, estimated by the reference's own diagram. */
  @Property(tries = 50)
  void byItsOwnDiagramTheEstimateOfAReferenceIsItsAccuracy(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Calibration diagram = new Calibration(15);
    ConfidenceHistogram histogram = new ConfidenceHistogram();
    int correct = 0;
    for (int i = 0; i < 500; i++) {
      double confidence = random.nextDouble();
      boolean isCorrect = random.nextDouble() < confidence * confidence;
      diagram.add(confidence, isCorrect);
      histogram.add(confidence);
      correct += isCorrect ? 1 : 0;
    }

    EstimatedAccuracy estimated =
        EstimatedAccuracy.of(histogram, new ReliabilityWorth(diagram.bins())).orElseThrow();
    assertThat(estimated.value()).isCloseTo(correct / 500.0, within(1e-12));
    assertThat(estimated.error()).isCloseTo(0, within(1e-12));
  }

  @Test
  void binsThatDoNotLieWithinOneOfTheDiagramAreWorthEitherOfTwo() {
    Calibration diagram = new Calibration(7);
    for (int bin = 0; bin < 7; bin++) {
      for (int i = 0; i < 10; i++) {
        diagram.add((bin + 0.5) / 7, i < bin);
      }
    }
    Worth worth = new ReliabilityWorth(diagram.bins()).of(17); // [17/120, 18/120) holds 1/7

    assertThat(worth.share()).isCloseTo(0.05, within(1e-12));
    assertThat(worth.error()).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void whatNoHeldOutImageFellIntoIsTakenAsItIs() {
    ReliabilityWorth worth = new ReliabilityWorth(new Calibration(15).bins());

    assertThat(worth.of(60).share()).isCloseTo(60.5 / 120, within(1e-12));
    assertThatThrownBy(() -> new ReliabilityWorth(List.of()))
        .hasMessage("expected a reliability diagram of 1 bin or more, found none");
  }

  /** Whatever the other probabilities are. */
  @Property(tries = 500)
  void aTemperatureIsWorthWhatItMakesOfTheProbabilitiesWithinTheError(
      @ForAll @DoubleRange(min = 0.1, max = 10) double temperature,
      @ForAll @IntRange(min = 2, max = 12) int classes,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] logits = random.doubles(classes, -4, 4).toArray();
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    float[] row = new float[classes];
    IntStream.range(0, classes).forEach(i -> row[i] = (float) (Math.exp(logits[i]) / sum));
    double raw = max(row);
    TemperatureScaling scaling = new TemperatureScaling(temperature);
    scaling.apply(row, classes);

    Worth worth =
        new TemperatureWorth(scaling, classes).of(ConfidenceHistogram.binOf(raw).orElseThrow());
    assertThat(max(row)).isCloseTo(worth.share(), within(worth.error() + 1e-5));
  }

  private static double max(float[] row) {
    double max = 0;
    for (float value : row) {
      max = Math.max(max, value);
    }
    return max;
  }

  @Test
  void ofNothingNothingIsEstimated() {
    ConfidenceHistogram histogram = new ConfidenceHistogram();
    histogram.add(Double.NaN);

    assertThat(EstimatedAccuracy.ofCalibrated(List.of())).isEmpty();
    assertThat(EstimatedAccuracy.of(histogram, ConfidenceWorth.AS_THEY_ARE)).isEmpty();
    assertThatThrownBy(() -> EstimatedAccuracy.ofCalibrated(List.of(1.5)))
        .hasMessage("expected a confidence in [0, 1], found 1.5");
  }
}
