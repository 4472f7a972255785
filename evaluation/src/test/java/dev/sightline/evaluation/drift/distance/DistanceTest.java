package dev.sightline.evaluation.drift.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistanceTest {
  private static final long[] NOTHING = {0, 0, 0};
  private static final long[] SOMETHING = {3, 0, 5};

  @Property(tries = 300)
  void noneIsBelowNothingOrBeyondItsEnd(
      @ForAll @Size(6) List<@LongRange(min = 0, max = 1_000_000_000_000_000L) Long> reference,
      @ForAll @Size(6) List<@LongRange(min = 0, max = 1_000) Long> current) {
    long[] then = row(reference);
    long[] now = row(current);
    PopulationStability.of(then, now).ifPresent(psi -> assertThat(psi).isNotNegative().isFinite());
    JensenShannon.NATURAL
        .distance(then, now)
        .ifPresent(distance -> assertThat(distance).isBetween(0.0, Math.sqrt(Math.log(2)) + 1e-12));
    JensenShannon.BASE_2
        .distance(then, now)
        .ifPresent(distance -> assertThat(distance).isBetween(0.0, 1 + 1e-12));
    ChiSquare.oneSample(then, now).ifPresent(test -> assertThat(test.pValue()).isBetween(0.0, 1.0));
    ChiSquare.twoSample(then, now).ifPresent(test -> assertThat(test.pValue()).isBetween(0.0, 1.0));
  }

  @Property(tries = 100)
  void ofARowAndItselfEachIsNothing(
      @ForAll @Size(5) List<@LongRange(min = 1, max = 1_000_000) Long> counts) {
    long[] row = row(counts);
    assertThat(PopulationStability.of(row, row)).hasValue(0);
    assertThat(JensenShannon.NATURAL.distance(row, row).orElseThrow()).isCloseTo(0, within(1e-8));
    assertThat(ChiSquare.oneSample(row, row).orElseThrow().pValue()).isEqualTo(1);
  }

  private static long[] row(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void withoutCountsNothingIsKnown() {
    for (long[][] rows : new long[][][] {{NOTHING, SOMETHING}, {SOMETHING, NOTHING}}) {
      assertThat(PopulationStability.of(rows[0], rows[1])).isEmpty();
      assertThat(JensenShannon.BASE_2.distance(rows[0], rows[1])).isEmpty();
      assertThat(ChiSquare.oneSample(rows[0], rows[1])).isEmpty();
      assertThat(ChiSquare.twoSample(rows[0], rows[1])).isEmpty();
    }
  }

  @Test
  void oneCategoryAloneIsNoTest() {
    assertThat(ChiSquare.oneSample(new long[] {9, 0}, new long[] {4, 0})).isEmpty();
    assertThat(PopulationStability.of(new long[] {9, 0}, new long[] {4, 0})).hasValue(0);
  }

  @Test
  void aCategoryThatWasNeverExpectedSettlesIt() {
    ChiSquare test = ChiSquare.oneSample(new long[] {9, 0}, new long[] {4, 1}).orElseThrow();

    assertThat(test.statistic()).isInfinite();
    assertThat(test.pValue()).isZero();
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> PopulationStability.of(new long[2], new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected as many categories as the reference's 2, found 3");
    long[] negative = Arrays.copyOf(SOMETHING, 3);
    negative[1] = -1;
    assertThatThrownBy(() -> JensenShannon.NATURAL.distance(SOMETHING, negative))
        .hasMessage("current: expected a count of 0 or more in category 1, found -1");
  }
}
