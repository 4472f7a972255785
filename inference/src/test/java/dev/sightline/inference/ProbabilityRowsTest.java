package dev.sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilityRowsTest {
  @Test
  void whatRoundingHasTakenFromTheSumIsGivenBack() {
    float[] rows = {9, 0.5f, 0.3984375f, 0.099f, 9};

    ProbabilityRows.normalize(rows, 1, 3);

    assertThat((double) rows[1] + rows[2] + rows[3]).isCloseTo(1, within(1e-6));
    assertThat(rows[1]).isCloseTo(0.5f / 0.9974375f, within(1e-6f));
    assertThat(rows).startsWith(9).endsWith(9);
  }

  @Test
  void whatSumsToOneInFloat32StaysAsItIsToTheLastBit() {
    float[] rows = {0.3333333f, 0.3333333f, 0.3333333f};

    ProbabilityRows.normalize(rows, 0, 3);

    assertThat(rows).containsExactly(0.3333333f, 0.3333333f, 0.3333333f);
  }

  @Test
  void whatIsNoDistributionIsNotMadeOne() {
    float[] rows = {0.9f, 0.9f, Float.NaN, 1};

    ProbabilityRows.normalize(rows, 0, 2);
    ProbabilityRows.normalize(rows, 2, 2);

    assertThat(rows).containsExactly(0.9f, 0.9f, Float.NaN, 1);
  }
}
