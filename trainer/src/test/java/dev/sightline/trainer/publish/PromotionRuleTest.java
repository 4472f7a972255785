package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.evaluation.comparison.McNemar;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionRuleTest {
  private static final McNemar WORSE = new McNemar(7_512, 500, 398, 1_590);
  private static final McNemar BETTER = new McNemar(7_512, 398, 500, 1_590);

  /** 13 and 5 of 18: two-sided p = 2 · 12,616 / 2^18 = 0.0963. */
  private static final McNemar PERHAPS_BETTER = new McNemar(80, 5, 13, 2);

  @Nested
  class WhenTheNewVersionIsBetter {
    @Test
    void itIsChampionWithTheCountsAsTheReason() {
      assertThat(PromotionRule.DEFAULT.decide(BETTER, 3))
          .isEqualTo(
              new Decision.Champion(
                  "held-out accuracy 0.8012 against the champion's (version 3) 0.7910 on the same"
                      + " 10,000 images: both right 7,512, only the champion 398, only this 500,"
                      + " both wrong 1,590; McNemar p = 0.0007: better by more than the margin of"
                      + " 0, significantly at 0.05",
                  OptionalInt.of(3)));
    }

    @Test
    void itStaysChallengerWithinTheMargin() {
      assertThat(new PromotionRule(0.0102, 0.05).decide(BETTER, 3))
          .isInstanceOf(Decision.Challenger.class)
          .extracting(Decision::reason)
          .asString()
          .endsWith("McNemar p = 0.0007: not better by more than the margin of 0.0102");
      assertThat(new PromotionRule(0.0101, 0.05).decide(BETTER, 3))
          .isInstanceOf(Decision.Champion.class);
    }

    @Test
    void itStaysChallengerWhenThatMayBeChance() {
      assertThat(PromotionRule.DEFAULT.decide(PERHAPS_BETTER, 1))
          .isInstanceOf(Decision.Challenger.class)
          .extracting(Decision::reason)
          .asString()
          .startsWith("held-out accuracy 0.9300 against the champion's (version 1) 0.8500")
          .endsWith("McNemar p = 0.0963: better, but not significantly at 0.05");
    }

    @Test
    void aLooserSignificanceOrNoneMakesItChampion() {
      assertThat(new PromotionRule(0, 0.1).decide(PERHAPS_BETTER, 1))
          .isInstanceOf(Decision.Champion.class);
      assertThat(new PromotionRule(0, 1).decide(new McNemar(80, 5, 6, 9), 1))
          .isInstanceOf(Decision.Champion.class);
    }

    @Test
    void aVerySmallProbabilityIsNotShownAsZero() {
      assertThat(PromotionRule.DEFAULT.decide(new McNemar(0, 0, 1_000, 0), 1).reason())
          .contains("McNemar p < 0.0001");
    }
  }

  @Nested
  class WhenTheNewVersionIsNotBetter {
    @Test
    void aSignificantlyWorseOneIsChallenger() {
      assertThat(PromotionRule.DEFAULT.decide(WORSE, 3))
          .isEqualTo(
              new Decision.Challenger(
                  "held-out accuracy 0.7910 against the champion's (version 3) 0.8012 on the same"
                      + " 10,000 images: both right 7,512, only the champion 500, only this 398,"
                      + " both wrong 1,590; McNemar p = 0.0007: not better by more than the margin"
                      + " of 0"));
    }

    @Test
    void oneThatAnswersTheSameIsChallengerEvenWithoutATest() {
      assertThat(new PromotionRule(0, 1).decide(new McNemar(90, 0, 0, 10), 1))
          .isInstanceOf(Decision.Challenger.class)
          .extracting(Decision::reason)
          .asString()
          .contains("McNemar p = 1.0000: not better");
    }
  }

  @Nested
  class WhenTheRuleMakesNoSense {
    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, Double.NaN})
    void aMarginOutsideItsRangeIsRefused(double margin) {
      assertThatThrownBy(() -> new PromotionRule(margin, 0.05))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("margin", "found " + margin);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.01, Double.NaN})
    void aSignificanceOutsideItsRangeIsRefused(double significance) {
      assertThatThrownBy(() -> new PromotionRule(0, significance))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("significance", "found " + significance);
    }
  }
}
