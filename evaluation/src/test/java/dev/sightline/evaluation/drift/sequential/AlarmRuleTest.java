package dev.sightline.evaluation.drift.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.drift.sequential.AlarmRule.Step;
import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AlarmRuleTest {
  private static final double MEAN_RUN = 1_000_000;
  private static final int CLEAR_AFTER = 500;

  private final Family family =
      new Family(
          Sharing.EVERY_QUANTITY, List.of(Range.from(9_000, 10_000, 0.01, 0.99)), Bets.OF_A_MEAN);
  private final AlarmRule rule = new AlarmRule(family, MEAN_RUN, CLEAR_AFTER);
  private final SplittableRandom random = new SplittableRandom(5);
  private final List<Finding> findings = new ArrayList<>();
  private AlarmState state = AlarmState.start(family);
  private long images;

  @Nested
  class WhenAccuracyFalls {
    @Test
    void itIsRaisedOnceAndClearedOnceWhenItIsBack() {
      see(20_000, 0.9);
      assertThat(findings).isEmpty();

      see(5_000, 0.7);
      assertThat(findings).hasSize(1);
      assertThat(state.raised()).isTrue();

      see(3_000, 0.9);
      assertThat(findings).hasSize(2);
      assertThat(state.raised()).isFalse();

      see(20_000, 0.9);
      assertThat(findings).hasSize(2);
    }

    @Test
    void itSaysWhatItFellToAndSinceWhen() {
      see(20_000, 0.9);
      see(1_000, 0.7);

      Finding raised = findings.get(0);
      assertThat(raised.value().orElseThrow()).isCloseTo(0.7, within(0.12));
      assertThat(raised.sinceMs()).isBetween(19_900L, 20_300L);
      assertThat(raised.observations()).isBetween(20L, 400L);
      assertThat(raised.evidence()).isGreaterThanOrEqualTo(MEAN_RUN);
    }

    @Test
    void itStaysRaisedAsLongAsItHasNotRisen() {
      see(200_000, 0.8);

      assertThat(findings).hasSize(1);
    }

    @Test
    void aRiseIsNoAlarm() {
      see(100_000, 1);

      assertThat(findings).isEmpty();
    }

    @Test
    void whatIsWithinTheToleranceIsNoAlarm() {
      see(300_000, 0.895);

      assertThat(findings).isEmpty();
    }
  }

  /** A wide range lets evidence stay high without drift: its reference is a small sample. */
  @Test
  void whatWasBeforeAChangeIsNotInTheSampleOfItsAlarm() {
    Range range = Range.around(103, 1_000, 0.02, 0.999);
    Family bins =
        new Family(Sharing.EVERY_QUANTITY, java.util.Collections.nCopies(10, range), Bets.OF_A_BIN);
    AlarmRule wide = new AlarmRule(bins, 100_000, 200);
    AlarmState now = AlarmState.start(bins);
    for (long image = 10; image <= 2_500; image += 10) {
      now = wide.next(now, bins(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), image).next();
    }
    Finding raised = null;
    for (long image = 2_510; raised == null; image += 10) {
      Step step = wide.next(now, bins(10, 0, 0, 0, 0, 0, 0, 0, 0, 0), image);
      now = step.next();
      raised = step.finding().orElse(null);
    }

    assertThat(raised.quantity()).isZero();
    assertThat(raised.isLow()).isFalse();
    assertThat(raised.value()).hasValue(1);
    assertThat(raised.sinceMs()).isEqualTo(2_510);
    assertThat(raised.observations()).isLessThan(100);
  }

  private static List<Batch> bins(int... hits) {
    return java.util.Arrays.stream(hits).mapToObj(hit -> Batch.ofHits(hit, 10)).toList();
  }

  @Test
  void aStateThatWasKeptGoesOnAsIfNothingHadBeen() {
    see(700, 0.89);
    AlarmState kept =
        new AlarmState(state.raised(), state.quantity(), state.numbers().clone(), state.samples());

    Step one = rule.next(state, List.of(Batch.ofHits(3, 9)), 1);
    Step other = rule.next(kept, List.of(Batch.ofHits(3, 9)), 1);
    assertThat(other.next().numbers()).isEqualTo(one.next().numbers());
    assertThat(other.finding()).isEqualTo(one.finding());
  }

  @Test
  void theStateBeforeIsNotChanged() {
    see(100, 0.8);
    double[] before = state.numbers().clone();
    rule.next(state, List.of(Batch.ofHits(0, 10)), 1);

    assertThat(state.numbers()).isEqualTo(before);
  }

  @Test
  void aStateOfAnotherFamilyIsRefused() {
    Family other =
        new Family(Sharing.EVERY_QUANTITY, List.of(new Range(0.5, 0.4, 0.6)), Bets.OF_A_BIN);

    assertThatThrownBy(() -> rule.next(AlarmState.start(other), List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a state of this family, found another one's");
  }

  @Test
  void whatCannotFailNeverAlarms() {
    Family free = new Family(Sharing.EVERY_QUANTITY, List.of(new Range(0, 0, 1)), Bets.OF_A_MEAN);
    AlarmRule never = new AlarmRule(free, 100, 10);
    Step step = never.next(AlarmState.start(free), List.of(Batch.ofHits(0, 1_000_000)), 0);

    assertThat(step.finding()).isEmpty();
    assertThat(step.next().numbers()).isEmpty();
  }

  @Nested
  class WhenSharesMove {
    private final Family shares =
        new Family(
            Sharing.EVERY_QUANTITY,
            java.util.Collections.nCopies(10, Range.around(1_000, 10_000, 0.01, 0.999)),
            Bets.OF_A_BIN);
    private final AlarmRule rule = new AlarmRule(shares, MEAN_RUN, CLEAR_AFTER);
    private AlarmState state = AlarmState.start(shares);

    @Test
    void theClassThatMovedIsNamed() {
      Finding raised = seeUntilFound(new double[] {.1, .1, .1, .2, .0, .1, .1, .1, .1, .1});

      assertThat(raised.quantity()).isIn(3, 4);
    }

    @Test
    void aClassThatIsGoneIsFoundWithinSomeHundredImages() {
      Finding raised =
          seeUntilFound(
              new double[] {0, .1111, .1111, .1111, .1111, .1111, .1111, .1111, .1111, .1112});

      assertThat(raised.quantity()).isZero();
      assertThat(raised.value()).hasValue(0);
      assertThat(images).isLessThan(1_000);
    }

    private Finding seeUntilFound(double[] now) {
      while (true) {
        long[] counts = new long[10];
        for (int i = 0; i < 25; i++) {
          double at = random.nextDouble();
          int drawn = 0;
          while (drawn < 9 && (at -= now[drawn]) >= 0) {
            drawn++;
          }
          counts[drawn]++;
        }
        images += 25;
        List<Batch> batches = new ArrayList<>();
        for (long count : counts) {
          batches.add(Batch.ofHits(count, 25));
        }
        Step step = rule.next(state, batches, images);
        state = step.next();
        if (step.finding().isPresent()) {
          return step.finding().get();
        }
      }
    }
  }

  private void see(int more, double mean) {
    for (int seen = 0; seen < more; seen += 10) {
      images += 10;
      Step step =
          rule.next(state, List.of(Batch.ofHits(Binomial.draw(random, 10, mean), 10)), images);
      state = step.next();
      step.finding().ifPresent(findings::add);
    }
  }
}
