package dev.sightline.evaluation.drift.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RangeTest {
  @Test
  void theToleranceDecidesWhereTheReferenceIsLarge() {
    Range range = Range.around(1_000_000, 10_000_000, 0.01, 0.99);

    assertThat(range.reference()).isEqualTo(0.1);
    assertThat(range.lowest()).isCloseTo(0.09, within(1e-12));
    assertThat(range.highest()).isCloseTo(0.11, within(1e-12));
  }

  @Test
  void aSmallReferenceMakesItWider() {
    Range range = Range.around(45, 50, 0.01, 0.99);

    assertThat(range.lowest()).isLessThan(0.8);
    assertThat(range.highest()).isGreaterThan(0.95);
  }

  @Test
  void noneReachesBeyondWhatAShareCanBe() {
    assertThat(Range.around(0, 100, 0.5, 0.99).lowest()).isZero();
    assertThat(Range.around(100, 100, 0.5, 0.99).highest()).isEqualTo(1);
    assertThat(Range.from(60, 100, 0.01, 0.99).highest()).isEqualTo(1);
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThatThrownBy(() -> new Range(0.5, 0.6, 0.7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 0 <= lowest <= reference <= highest <= 1, found 0.6, 0.5 and 0.7");
  }
}
