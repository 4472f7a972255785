package dev.sightline.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.evaluation.arithmetic.Softmax;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {
  private static final int CLASSES = 4;

  static Iterable<JsonNode> cases() {
    return Said.cases("temperatures.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTemperatureIsThatOfScipysMinimiser(JsonNode said) {
    int[] labels = Said.ints(said.required("labels"));
    int classes = said.required("classes").asInt();
    float[] probabilities = Said.floats(said.required("probabilities"));
    TemperatureScaling ofProbabilities = TemperatureScaling.fit(probabilities, labels, classes);
    TemperatureScaling ofLogits =
        TemperatureScaling.fitLogits(Said.floats(said.required("logits")), labels, classes);

    assertThat(ofProbabilities.temperature())
        .isCloseTo(temperature(said, "of_probabilities"), within(1e-4));
    assertThat(ofLogits.temperature()).isCloseTo(temperature(said, "of_logits"), within(1e-4));

    ofProbabilities.apply(probabilities, classes);
    assertThat(negativeLog(probabilities, labels, classes))
        .isCloseTo(said.at("/of_probabilities/after").asDouble(), within(1e-6));
  }

  private static double temperature(JsonNode said, String of) {
    return said.required(of).required("temperature").asDouble();
  }

  @Nested
  class WhenImagesWereScoredTooSurelyOrNotEnough {
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 2.5, 6})
    void theTemperatureThatWasPutInIsFound(double temperature) {
      Random random = new Random(23);
      int images = 20_000;
      float[] honest = probabilities(random, images, 1.5);
      int[] labels = drawn(random, honest);
      float[] wrong = honest.clone();
      new TemperatureScaling(1 / temperature).apply(wrong, CLASSES);

      TemperatureScaling fitted = TemperatureScaling.fit(wrong, labels, CLASSES);
      assertThat(fitted.temperature()).isCloseTo(temperature, within(0.03 * temperature));
      fitted.apply(wrong, CLASSES);
      assertThat(LogLoss.of(wrong, labels, CLASSES).orElseThrow())
          .isCloseTo(LogLoss.of(honest, labels, CLASSES).orElseThrow(), within(1e-3));
    }
  }

  @Nested
  class WhenThereIsNothingToLearn {
    @Test
    void withoutImagesNothingChanges() {
      assertThat(TemperatureScaling.fit(new float[0], new int[0], CLASSES))
          .isEqualTo(TemperatureScaling.NONE);
    }

    @Test
    void withAllRightForCertainNothingChanges() {
      float[] certain = {1, 0, 0, 0, 0, 1, 0, 0};
      assertThat(TemperatureScaling.fit(certain, new int[] {0, 1}, CLASSES))
          .isEqualTo(TemperatureScaling.NONE);
    }

    @Test
    void withEqualProbabilitiesNothingChanges() {
      float[] equal = {0.25f, 0.25f, 0.25f, 0.25f};
      assertThat(TemperatureScaling.fit(equal, new int[] {2}, CLASSES))
          .isEqualTo(TemperatureScaling.NONE);
    }

    @Test
    void withAllRightButUnsureItIsTheLowest() {
      float[] unsure = {0.4f, 0.2f, 0.2f, 0.2f};
      assertThat(TemperatureScaling.fit(unsure, new int[] {0}, CLASSES).temperature())
          .isEqualTo(TemperatureScaling.MIN_TEMPERATURE);
    }

    @Test
    void withAllWrongForCertainItIsTheHighest() {
      float[] certain = {1, 0, 0, 0};
      assertThat(TemperatureScaling.fit(certain, new int[] {3}, CLASSES).temperature())
          .isEqualTo(TemperatureScaling.MAX_TEMPERATURE);
    }
  }

  @Nested
  class WhenApplied {
    @Test
    void probabilitiesThatRoundingWouldMakeEqualKeepTheirOrder() {
      float[] close = {Math.nextDown(0.5f), 0.5f};
      new TemperatureScaling(TemperatureScaling.MAX_TEMPERATURE).apply(close, 2);
      assertThat(close[1]).isGreaterThan(close[0]);
    }

    @Test
    void zerosBecomeMoreWhenSoftened() {
      float[] certain = {1, 0};
      new TemperatureScaling(20).apply(certain, 2);
      // ln of the smallest float is -103.28
      assertThat(certain[1]).isCloseTo((float) (1 / (1 + Math.exp(103.279 / 20))), within(1e-6f));
    }

    @Test
    void atOneNothingIsTouched() {
      float[] values = {0.3f, 0.9f};
      TemperatureScaling.NONE.apply(values, 2);
      assertThat(values).containsExactly(0.3f, 0.9f);
    }
  }

  @Nested
  class WhenTheInputIsBad {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.049, 20.1, Double.NaN})
    void aTemperatureOutsideItsRangeIsRefused(double temperature) {
      assertThatThrownBy(() -> new TemperatureScaling(temperature))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a temperature in [0.05, 20.0], found " + temperature);
    }

    @Test
    void itSaysWhichValueAndWhere() {
      assertThatThrownBy(() -> TemperatureScaling.fit(new float[] {0.5f, -0.1f}, new int[] {0}, 2))
          .hasMessage("image 0, class 1: expected a probability in [0, 1], found -0.1");
      assertThatThrownBy(
              () ->
                  TemperatureScaling.fitLogits(
                      new float[] {1, 2, Float.POSITIVE_INFINITY, 0}, new int[2], 2))
          .hasMessage("image 1, class 0: expected a finite logit, found Infinity");
      assertThatThrownBy(() -> TemperatureScaling.NONE.apply(new float[5], 2))
          .hasMessage("expected rows of 2 probabilities, found 5 in all");
    }
  }

  @Property(tries = 200)
  void theLossOnTheFittingSetIsNeverRaised(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 30) int images,
      @ForAll @DoubleRange(min = 0.01, max = 40) double spread) {
    float[] probabilities = probabilities(random, images, spread);
    int[] labels = random.ints(images, 0, CLASSES).toArray();
    double before = negativeLog(probabilities, labels, CLASSES);
    TemperatureScaling.fit(probabilities, labels, CLASSES).apply(probabilities, CLASSES);
    assertThat(negativeLog(probabilities, labels, CLASSES))
        .isLessThanOrEqualTo(before + 1e-6 * Math.max(1, before));
  }

  @Property(tries = 300)
  void theTop1NeverChangesAndRowsSumToOne(
      @ForAll Random random,
      @ForAll @DoubleRange(min = 0, max = 60) double spread,
      @ForAll @DoubleRange(min = 0.05, max = 20) double temperature) {
    float[] probabilities = probabilities(random, 20, spread);
    float[] scaled = probabilities.clone();
    new TemperatureScaling(temperature).apply(scaled, CLASSES);
    for (int row = 0; row < scaled.length; row += CLASSES) {
      assertThat(Argmax.of(scaled, row, CLASSES)).isEqualTo(Argmax.of(probabilities, row, CLASSES));
      double sum = 0;
      for (int i = row; i < row + CLASSES; i++) {
        sum += scaled[i];
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  private static float[] probabilities(Random random, int images, double spread) {
    float[] values = new float[images * CLASSES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (spread * random.nextGaussian());
    }
    for (int row = 0; row < values.length; row += CLASSES) {
      Softmax.inPlace(values, row, CLASSES);
    }
    return values;
  }

  /** A label for each row, drawn by its probabilities. */
  private static int[] drawn(Random random, float[] probabilities) {
    int[] labels = new int[probabilities.length / CLASSES];
    Arrays.setAll(
        labels,
        image -> {
          double left = random.nextDouble();
          int label = 0;
          while (label < CLASSES - 1 && left >= probabilities[image * CLASSES + label]) {
            left -= probabilities[image * CLASSES + label];
            label++;
          }
          return label;
        });
    return labels;
  }

  /** The mean negative log likelihood, unclipped but for zeros. */
  private static double negativeLog(float[] probabilities, int[] labels, int classes) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Math.max(Float.MIN_VALUE, probabilities[i * classes + labels[i]]));
    }
    return sum / labels.length;
  }
}
