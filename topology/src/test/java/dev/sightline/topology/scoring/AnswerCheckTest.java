package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {
  /** Before and behind the row lie others, which count for nothing. */
  private static boolean isDistribution(float... row) {
    float[] rows = new float[row.length + 2];
    rows[0] = Float.NaN;
    rows[row.length + 1] = Float.NaN;
    System.arraycopy(row, 0, rows, 1, row.length);
    return AnswerCheck.fault(rows, 1, row.length).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.0026f, -0.0026f, 0.009f})
  void sumsAsRoundedAsThoseOfSixteenBitsAreDistributions(float rounding) {
    assertThat(isDistribution(0.5f, 0.5f + rounding, 0)).isTrue();
  }

  private static Stream<float[]> others() {
    return Stream.of(
        new float[] {Float.NaN, 0.5f, 0.5f},
        new float[] {0.5f, 0.5f, Float.NaN},
        new float[] {Float.POSITIVE_INFINITY, 0, 0},
        new float[] {0, Float.NEGATIVE_INFINITY, 1},
        new float[] {1.5f, -0.5f, 0},
        new float[] {0.9f, 0.8f, 0.1f},
        new float[] {0, 0, 0},
        new float[] {0.5f, 0.48f, 0});
  }

  @ParameterizedTest
  @MethodSource("others")
  void nothingElseIs(float... row) {
    assertThat(isDistribution(row)).isFalse();
  }
}
