package dev.sightline.evaluation.drift.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final Range RANGE = new Range(0.5, 0.4, 0.6);

  private Sample sample = Sample.EMPTY;
  private long nowMs;

  private void see(long hits, long count) {
    nowMs++;
    sample = sample.with(new Stretch(count, hits, count, nowMs), RANGE);
  }

  @Test
  void thereIsNoneWhileTheMeanIsInside() {
    see(5, 10);
    see(4, 10);

    assertThat(sample.isEmpty()).isTrue();
  }

  @Test
  void itBeginsWhereTheMeanLeavesItsRangeAndEndsWhereItIsBack() {
    see(5, 10);
    see(3, 10);
    see(3, 10);
    assertThat(sample.whole()).isEqualTo(new Stretch(20, 6, 20, 2));

    see(6, 10);
    assertThat(sample.isEmpty()).as("12 of 30 are inside").isTrue();
  }

  @Test
  void aBatchOutsideThatBringsTheMeanBackBeginsAnotherOne() {
    see(3, 10);
    see(10, 10);

    assertThat(sample.whole()).isEqualTo(new Stretch(10, 10, 10, 2));
  }

  @Test
  void neighboursThatDoNotLieFartherOutsideAreOneStretch() {
    see(2, 10);
    see(3, 10);
    see(1, 10);
    see(0, 10);
    see(0, 10);

    assertThat(sample.stretches())
        .containsExactly(
            new Stretch(20, 5, 20, 1), new Stretch(10, 1, 10, 3), new Stretch(20, 0, 20, 4));
  }

  @Test
  void theStrongestPartIsThatAfterTheChange() {
    for (int i = 0; i < 30; i++) {
      see(39, 100);
    }
    see(0, 100);

    assertThat(sample.strongest(RANGE, true)).isEqualTo(new Stretch(100, 0, 100, 31));
    assertThat(sample.strongest(RANGE, false)).as("nothing is above").isEqualTo(sample.whole());
  }

  @Test
  void fromBelowToAboveItIsAnotherOne() {
    see(0, 10);
    see(100, 100);

    assertThat(sample.whole()).isEqualTo(new Stretch(100, 100, 100, 2));
  }

  @Test
  void observationsOfOthersCountAsTimeButAsNoEvidence() {
    see(0, 10);
    sample = sample.with(new Stretch(0, 0, 25, 2), RANGE);

    assertThat(sample.whole()).isEqualTo(new Stretch(10, 0, 35, 1));
    assertThat(Sample.EMPTY.with(new Stretch(0, 0, 25, 2), RANGE).isEmpty()).isTrue();
  }

  @Test
  void itStaysSmall() {
    SplittableRandom random = new SplittableRandom(7);
    int most = 0;
    for (int i = 0; i < 20_000; i++) {
      see(Binomial.draw(random, 30, 0.39), 30);
      most = Math.max(most, sample.stretches().size());
    }

    assertThat(most).isBetween(2, 30);
  }
}
