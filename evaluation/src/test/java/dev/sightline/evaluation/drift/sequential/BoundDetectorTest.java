package dev.sightline.evaluation.drift.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.evaluation.drift.sequential.Bound.Side;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoundDetectorTest {
  private static final double ROUNDING = 1 + 1e-9;

  /**
   * Under the bound the expected evidence is at most what was kept before: computed exactly, over
   * all outcomes of a batch.
   */
  @Property(tries = 500)
  void theExpectedEvidenceIsNoMoreThanWhatWasKept(
      @ForAll Side side,
      @ForAll @DoubleRange(min = 0, max = 1) double limit,
      @ForAll @DoubleRange(min = 0, max = 1) double within,
      @ForAll @IntRange(min = 0, max = 40) int images,
      @ForAll @DoubleRange(min = 0, max = 1e6) double before) {
    double mean = side == Side.AT_LEAST ? limit + (1 - limit) * within : limit * within;
    BoundDetector detector = new BoundDetector(new Bound(side, limit), Bets.OF_A_MEAN);

    double expected = 0;
    double chance = 0;
    for (int hits = 0; hits <= images; hits++) {
      double[] kept = new double[detector.size()];
      Arrays.fill(kept, before);
      double ofHits = Binomial.chance(hits, images, mean);
      chance += ofHits;
      expected += ofHits == 0 ? 0 : ofHits * detector.look(kept, 0, Batch.ofHits(hits, images));
    }

    assertThat(chance).isBetween(1 / ROUNDING, ROUNDING);
    assertThat(expected).isLessThanOrEqualTo(before * ROUNDING);
  }

  /** Values between hits and misses: three of them, whose mean is that of the bound. */
  @Property(tries = 300)
  void aBoundedObservationIsWorthNoMoreThanOneEither(
      @ForAll Side side,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double limit,
      @ForAll @DoubleRange(min = 0, max = 1) double spread,
      @ForAll @DoubleRange(min = 0, max = 1) double inTheMiddle) {
    double low = limit * (1 - spread);
    double high = limit + (1 - limit) * spread;
    double ofHigh = high == low ? 0 : (limit - low) / (high - low);
    Bound bound = new Bound(side, limit);

    for (double share = 0.05; share < 1; share += 0.1) {
      double bet = share * bound.largestBet();
      double expected =
          inTheMiddle * Math.exp(bound.logFactor(bet, limit))
              + (1 - inTheMiddle)
                  * (ofHigh * Math.exp(bound.logFactor(bet, high))
                      + (1 - ofHigh) * Math.exp(bound.logFactor(bet, low)));
      assertThat(expected).isLessThanOrEqualTo(ROUNDING);
    }
  }

  @Test
  void oneBatchIsWorthAsMuchAsItsObservationsOneByOneToWhatWasKept() {
    BoundDetector detector = new BoundDetector(new Bound(Side.AT_LEAST, 0.9), Bets.OF_A_MEAN);
    double[] together = new double[detector.size()];
    Arrays.fill(together, 1);
    double[] factors = together.clone();
    double evidence = detector.look(together, 0, Batch.ofHits(3, 5));
    for (boolean hit : new boolean[] {true, false, true, false, true}) {
      detector.look(factors, 0, Batch.ofHits(hit ? 1 : 0, 1));
      for (int i = 0; i < factors.length; i++) {
        factors[i] -= 1; // what starts with the observation
      }
    }

    assertThat(Arrays.stream(factors).average().orElseThrow())
        .isCloseTo(evidence, org.assertj.core.api.Assertions.withinPercentage(1e-9));
  }

  @Property(tries = 300)
  void noBatchMakesWhatIsKeptOverflow(
      @ForAll Side side,
      @ForAll @IntRange(min = 0, max = 10) int tenths,
      @ForAll boolean allHits,
      @ForAll @IntRange(min = 0, max = 60) int twoToThe) {
    BoundDetector detector = new BoundDetector(new Bound(side, tenths / 10.0), Bets.OF_A_BIN);
    double[] kept = new double[detector.size()];
    long images = 1L << twoToThe;

    for (int i = 0; i < 5; i++) {
      double evidence = detector.look(kept, 0, Batch.ofHits(allHits ? images : 0, images));
      assertThat(evidence).isNotNaN().isNotNegative();
      assertThat(Arrays.stream(kept).boxed())
          .allMatch(number -> Double.isFinite(number) && number >= 0);
    }
  }

  @Test
  void aBatchOfNothingChangesNothing() {
    BoundDetector detector = new BoundDetector(new Bound(Side.AT_MOST, 0.1), Bets.OF_A_BIN);
    double[] kept = {1, 2, 3, 4, 5, 6, 7, 8};

    assertThat(detector.look(kept, 0, Batch.ofHits(0, 0)))
        .isCloseTo(4.5, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(kept).usingComparatorWithPrecision(1e-12).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }
}
