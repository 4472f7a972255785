package dev.sightline.topology.monitoring.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ImageStatistics;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PairingRuleTest {
  private static final long RETENTION_MS = 1000;
  private static final long GRACE_MS = 1500;
  private static final ModelVersion MODEL = new ModelVersion("cifar", 1);
  private static final Scored CAT_AT_100 = new Scored(MODEL, "cat", 100);
  private static final Optional<ImageStatistics> IMAGE =
      Optional.of(new ImageStatistics(120f, 40f, 900f, 110f, 120f, 130f, 640, 480));
  private static final Arrival.Prediction ARRIVAL =
      new Arrival.Prediction(CAT_AT_100, 0.75f, IMAGE);

  /** Before all records. */
  private static final long EARLY = Long.MIN_VALUE;

  private final PairingRule rule =
      new PairingRule(
          new JoinSettings(
              Duration.ofMillis(RETENTION_MS),
              Duration.ofMillis(GRACE_MS),
              Duration.ofHours(6),
              Duration.ofMinutes(1)));

  private static Truth truth(String actual, long labelledAtMs, long timestampMs) {
    return new Truth(actual, labelledAtMs, timestampMs);
  }

  private static Truth truth(String actual, long timestampMs) {
    return truth(actual, timestampMs, timestampMs);
  }

  private static Pairing waiting(Truth truth) {
    return new Pairing.Waiting(truth, false);
  }

  private static Scored scored(String predicted, long timestampMs) {
    return new Scored(MODEL, predicted, timestampMs);
  }

  private Transition predicted(Pairings held, String name, long timestampMs) {
    return rule.onPrediction(
        held, new Arrival.Prediction(scored(name, timestampMs), 1, IMAGE), false, EARLY);
  }

  private Transition labelled(Pairings held, Truth truth) {
    return rule.onLabel(held, truth, EARLY);
  }

  @Nested
  class WhenNothingIsKnown {

    @Test
    void aPredictionCounts() {
      Transition transition = rule.onPrediction(Pairings.NONE, ARRIVAL, false, 100);
      assertThat(transition.next()).isEqualTo(Pairings.of(new Pairing.Unlabelled(CAT_AT_100)));
      assertThat(transition.changes())
          .containsExactly(new Change.Predicted(CAT_AT_100, 0.75f, IMAGE));
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.COUNTED);
      assertThat(transition.labels()).isEmpty();
    }

    @Test
    void aLabelWaitsWithoutAnOutcome() {
      Transition transition = rule.onLabel(Pairings.NONE, truth("cat", 5), 5);
      assertThat(transition.next()).isEqualTo(Pairings.of(waiting(truth("cat", 5))));
      assertThat(transition.labels()).isEmpty();
    }

    @Test
    void aLabelThatIsTooOldToWaitIsUnknown() {
      Transition transition = rule.onLabel(Pairings.NONE, truth("cat", 5), 5 + RETENTION_MS);
      assertThat(transition.next()).isEqualTo(Pairings.NONE);
      assertThat(transition.labels()).containsExactly(LabelOutcome.UNKNOWN);
    }

    @Test
    void aLatePredictionDoesNotCountAndItsLabelsAreLate() {
      Transition transition = rule.onPrediction(Pairings.NONE, ARRIVAL, true, 1100);
      assertThat(transition.next()).isEqualTo(Pairings.of(new Pairing.Ended(100)));
      assertThat(transition.changes()).isEmpty();
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.LATE);
      assertThat(labelled(transition.next(), truth("cat", 200)).labels())
          .containsExactly(LabelOutcome.LATE);
    }

    @Test
    void aPredictionThatHasExpiredLeavesNothing() {
      Transition transition =
          rule.onPrediction(Pairings.NONE, ARRIVAL, true, 100 + RETENTION_MS + GRACE_MS);
      assertThat(transition.next()).isEqualTo(Pairings.NONE);
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.LATE);
    }
  }

  @Nested
  class WhenALabelWaits {
    private final Pairings waiting = Pairings.of(waiting(truth("dog", 50)));

    @Test
    void aPredictionMeetsIt() {
      Transition transition = rule.onPrediction(waiting, ARRIVAL, false, 100);
      assertThat(transition.next())
          .isEqualTo(Pairings.of(new Pairing.Labelled(CAT_AT_100, truth("dog", 50))));
      assertThat(transition.changes())
          .containsExactly(
              new Change.Predicted(CAT_AT_100, 0.75f, IMAGE),
              new Change.Labelled(CAT_AT_100, "dog", 0));
      assertThat(transition.labels()).containsExactly(LabelOutcome.PAIRED);
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.COUNTED);
    }

    @Test
    void aPredictionAtTheLastMomentMeetsItAndOneLaterDoesNot() {
      assertThat(predicted(waiting, "cat", 1049).labels()).containsExactly(LabelOutcome.PAIRED);
      Transition later = predicted(waiting, "cat", 1050);
      assertThat(later.labels()).isEmpty();
      assertThat(rule.onTime(later.next(), 1050).labels()).containsExactly(LabelOutcome.UNKNOWN);
    }

    @Test
    void aLatePredictionMakesItLate() {
      Transition transition = rule.onPrediction(waiting, ARRIVAL, true, 100);
      assertThat(transition.next()).isEqualTo(Pairings.of(new Pairing.Ended(100)));
      assertThat(transition.labels()).containsExactly(LabelOutcome.LATE);
      assertThat(transition.changes()).isEmpty();
    }

    @Test
    void anotherLabelAfterItsRetentionWaitsInItsPlace() {
      Transition transition = rule.onLabel(waiting, truth("cat", 2000), 2000);
      assertThat(transition.next()).isEqualTo(Pairings.of(waiting(truth("cat", 2000))));
      assertThat(transition.labels()).containsExactly(LabelOutcome.UNKNOWN);
    }

    @Test
    void othersAreJudgedInTheirOrderWhenThePredictionComes() {
      Pairings three =
          Pairings.of(
              waiting(truth("dog", 50)),
              waiting(truth("cat", 60)),
              waiting(truth("frog", 40, 70)),
              waiting(truth("dog", 1500)));

      Transition transition = rule.onPrediction(three, ARRIVAL, false, EARLY);

      assertThat(transition.labels())
          .containsExactly(LabelOutcome.PAIRED, LabelOutcome.CORRECTED, LabelOutcome.STALE);
      assertThat(transition.next())
          .isEqualTo(
              Pairings.of(
                  new Pairing.Waiting(truth("dog", 1500), true),
                  new Pairing.Labelled(CAT_AT_100, truth("cat", 60, 50))));
    }

    @Test
    void tooManyAreGivenUpTheFirstOnesFirst() {
      Pairings all = Pairings.NONE;
      for (int i = 0; i < PairingRule.MAX_PAIRINGS; i++) {
        all = labelled(all, truth("dog", i)).next();
      }
      assertThat(all.inOrder()).hasSize(PairingRule.MAX_PAIRINGS);

      Transition oneMore = labelled(all, truth("cat", 100));

      assertThat(oneMore.labels()).containsExactly(LabelOutcome.UNKNOWN);
      assertThat(oneMore.next().inOrder())
          .hasSize(PairingRule.MAX_PAIRINGS)
          .startsWith(waiting(truth("dog", 1)))
          .endsWith(waiting(truth("cat", 100)));
    }
  }

  @Nested
  class WhenAPairStands {
    private final Pairings pair =
        Pairings.of(new Pairing.Labelled(CAT_AT_100, truth("dog", 500, 300)));

    @Test
    void anotherClassTakesTheOldCellBack() {
      Transition transition = rule.onLabel(pair, truth("cat", 500, 600), 600);
      assertThat(transition.changes())
          .containsExactly(new Change.Corrected(CAT_AT_100, "dog", "cat"));
      assertThat(transition.labels()).containsExactly(LabelOutcome.CORRECTED);
      assertThat(transition.next())
          .as("the first label's event time stays")
          .isEqualTo(Pairings.of(new Pairing.Labelled(CAT_AT_100, truth("cat", 500, 300))));
    }

    @Test
    void anOlderLabelIsStaleEvenOfTheSameClass() {
      assertThat(rule.onLabel(pair, truth("cat", 499, 600), 600))
          .isEqualTo(Transition.to(pair).label(LabelOutcome.STALE));
      assertThat(rule.onLabel(pair, truth("dog", 499, 600), 600))
          .isEqualTo(Transition.to(pair).label(LabelOutcome.STALE));
    }

    @Test
    void aDuplicateCanMakeWhatComesBetweenStale() {
      Transition duplicate = rule.onLabel(pair, truth("dog", 700), 700);
      assertThat(duplicate.labels()).containsExactly(LabelOutcome.DUPLICATE);
      assertThat(duplicate.changes()).isEmpty();
      assertThat(rule.onLabel(duplicate.next(), truth("cat", 600, 800), 800).labels())
          .containsExactly(LabelOutcome.STALE);
    }

    @Test
    void aCorrectionAfterTheRetentionIsLateOnceNoOtherPredictionCanCome() {
      Transition transition = labelled(pair, truth("cat", 100 + RETENTION_MS));
      assertThat(transition.labels()).isEmpty();
      assertThat(transition.changes()).isEmpty();

      Transition later = rule.onTime(transition.next(), 100 + 2 * RETENTION_MS);
      assertThat(later.labels()).containsExactly(LabelOutcome.LATE);
      assertThat(later.next()).isEqualTo(pair);
    }

    @Test
    void oneForWhichThePredictionIsNoLongerHeldIsUnknown() {
      long end = 100 + RETENTION_MS + GRACE_MS;
      assertThat(labelled(pair, truth("cat", end - 1)).next().inOrder())
          .contains(new Pairing.Waiting(truth("cat", end - 1), true));
      assertThat(labelled(pair, truth("cat", end)).next().inOrder())
          .contains(new Pairing.Waiting(truth("cat", end), false));
    }

    @Test
    void aLabelOfLongBeforeWaitsForAnotherPrediction() {
      Pairings later = Pairings.of(new Pairing.Unlabelled(scored("cat", 5000)));
      Transition transition = labelled(later, truth("dog", 4000));
      assertThat(transition.labels()).isEmpty();
      assertThat(rule.onTime(transition.next(), 5000).labels())
          .containsExactly(LabelOutcome.UNKNOWN);
    }
  }

  @Nested
  class WhenAnIdIsUsedAgain {
    private final Pairings first = Pairings.of(new Pairing.Unlabelled(CAT_AT_100));

    @Test
    void withinTheRetentionItIsADuplicateOnEitherSide() {
      assertThat(predicted(first, "dog", 1099).predictions())
          .containsExactly(PredictionOutcome.DUPLICATE);
      assertThat(
              predicted(Pairings.of(new Pairing.Unlabelled(scored("cat", 1099))), "dog", 100)
                  .predictions())
          .containsExactly(PredictionOutcome.DUPLICATE);
    }

    @Test
    void afterTheRetentionItIsANewOneAndLabelsGoToTheOneTheyAreNear() {
      Transition again = predicted(first, "dog", 1100);
      assertThat(again.predictions()).containsExactly(PredictionOutcome.COUNTED);

      assertThat(labelled(again.next(), truth("cat", 1099)).changes())
          .as("near both: the first")
          .containsExactly(new Change.Labelled(CAT_AT_100, "cat", 999));
      assertThat(labelled(again.next(), truth("cat", 1100)).changes())
          .containsExactly(new Change.Labelled(scored("dog", 1100), "cat", 0));
    }

    @Test
    void aLabelThatComesBeforeItsPredictionIsNotLateForTheFormerOne() {
      Transition label = labelled(first, truth("dog", 1150));
      assertThat(label.labels()).isEmpty();

      Transition prediction = predicted(label.next(), "dog", 1200);
      assertThat(prediction.labels()).containsExactly(LabelOutcome.PAIRED);
    }
  }

  @Nested
  class WhenTimePasses {

    @Test
    void aPredictionIsHeldForItsRetentionAndTheGrace() {
      Pairings held = Pairings.of(new Pairing.Unlabelled(CAT_AT_100));
      long end = 100 + RETENTION_MS + GRACE_MS;
      assertThat(rule.onTime(held, end - 1)).isEqualTo(Transition.to(held));
      assertThat(rule.onTime(held, end)).isEqualTo(Transition.to(Pairings.NONE));
    }

    @Test
    void itIsHeldForAnotherRetentionWhereTheGraceIsShorter() {
      PairingRule hasty =
          new PairingRule(
              new JoinSettings(
                  Duration.ofMillis(RETENTION_MS), Duration.ZERO, Duration.ZERO, Duration.ZERO));
      Pairings held = Pairings.of(new Pairing.Unlabelled(CAT_AT_100));
      assertThat(hasty.onTime(held, 2099).next()).isEqualTo(held);
      assertThat(hasty.onTime(held, 2100).next()).isEqualTo(Pairings.NONE);
    }

    @Test
    void aPredictionAgainIsADuplicateAsLongAsItIsHeld() {
      Pairings held = Pairings.of(new Pairing.Unlabelled(CAT_AT_100));
      assertThat(rule.onPrediction(held, ARRIVAL, true, 2599).predictions())
          .containsExactly(PredictionOutcome.DUPLICATE);
    }

    @Test
    void timesThatCannotBeExpireAtTheEndOfTime() {
      Pairings impossible =
          Pairings.of(
              new Pairing.Unlabelled(scored("cat", Long.MAX_VALUE - 5)),
              waiting(truth("dog", Long.MAX_VALUE)));
      assertThat(rule.expiresAtMs(impossible)).isEqualTo(Long.MAX_VALUE);
      assertThat(rule.onTime(impossible, Long.MAX_VALUE).next()).isEqualTo(Pairings.NONE);
    }
  }

  @Nested
  class WhenAModelThatCannotBePredicted {
    private final Pairings forgotten = Pairings.of(new Pairing.Forgotten(100));

    @Test
    void itIsAsIfNothingWereKnown() {
      Transition prediction = rule.onPrediction(forgotten, ARRIVAL, false, 150);
      assertThat(prediction.predictions()).containsExactly(PredictionOutcome.COUNTED);
      assertThat(prediction.next().inOrder()).contains(new Pairing.Unlabelled(CAT_AT_100));
      Transition label = rule.onLabel(forgotten, truth("cat", 150), 150);
      assertThat(label.labels()).isEmpty();
      assertThat(label.next().inOrder()).contains(waiting(truth("cat", 150)));
    }

    @Test
    void nothingIsLeftAfterTheRetention() {
      assertThat(rule.onTime(forgotten, 1099).next()).isEqualTo(forgotten);
      assertThat(rule.onTime(forgotten, 1100)).isEqualTo(Transition.to(Pairings.NONE));
    }
  }
}
