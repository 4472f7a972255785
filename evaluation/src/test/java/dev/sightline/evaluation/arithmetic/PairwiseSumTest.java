package dev.sightline.evaluation.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairwiseSumTest {

  @Test
  void everyValueIsAddedOnceWhateverTheLength() {
    for (int length = 0; length < 600; length++) {
      double[] values = new double[length];
      Arrays.setAll(values, i -> 1L << (i % 40));
      assertThat(PairwiseSum.of(values)).isEqualTo(Arrays.stream(values).sum());
    }
  }

  @Test
  void aLongSumLosesLittle() {
    double[] values = new Random(5).doubles(1_000_000).toArray();
    assertThat(PairwiseSum.of(values)).isCloseTo(Arrays.stream(values).sum(), within(1e-8));
  }
}
