package dev.sightline.topology.monitoring.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PairingRuleTest {
  private static final long RETENTION_MS = 1000;
  private static final ModelVersion MODEL = new ModelVersion("cifar", 1);
  private static final Scored CAT_AT_100 = new Scored(MODEL, "cat", 100);
  private static final Arrival.Prediction ARRIVAL = new Arrival.Prediction(CAT_AT_100, 0.75f);

  private final PairingRule rule = new PairingRule(Duration.ofMillis(RETENTION_MS));

  private static Truth truth(String actual, long labelledAtMs, long timestampMs) {
    return new Truth(actual, labelledAtMs, timestampMs);
  }

  @Nested
  class WhenNothingIsKnown {

    @Test
    void aPredictionCounts() {
      Transition transition = rule.onPrediction(Pairing.UNSEEN, ARRIVAL, 100);
      assertThat(transition.next()).isEqualTo(new Pairing.Unlabelled(CAT_AT_100));
      assertThat(transition.changes()).containsExactly(new Change.Predicted(CAT_AT_100, 0.75f));
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.COUNTED);
      assertThat(transition.labels()).isEmpty();
    }

    @Test
    void aLabelWaitsWithoutAnOutcome() {
      Transition transition = rule.onLabel(Pairing.UNSEEN, truth("cat", 5, 5), 5);
      assertThat(transition.next()).isEqualTo(new Pairing.Waiting(truth("cat", 5, 5)));
      assertThat(transition.labels()).isEmpty();
    }

    @Test
    void aLabelThatIsTooOldToWaitIsUnknown() {
      Transition transition = rule.onLabel(Pairing.UNSEEN, truth("cat", 5, 5), 5 + RETENTION_MS);
      assertThat(transition.next()).isEqualTo(Pairing.UNSEEN);
      assertThat(transition.labels()).containsExactly(LabelOutcome.UNKNOWN);
    }

    @Test
    void aPredictionWhoseMarkerHasEndedTooLeavesNothing() {
      Transition transition = rule.onPrediction(Pairing.UNSEEN, ARRIVAL, 100 + 2 * RETENTION_MS);
      assertThat(transition.next()).isEqualTo(Pairing.UNSEEN);
      assertThat(transition.changes()).isEmpty();
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.LATE);
    }
  }

  @Nested
  class WhenALabelWaits {
    private final Pairing waiting = new Pairing.Waiting(truth("dog", 50, 50));

    @Test
    void aPredictionMeetsIt() {
      Transition transition = rule.onPrediction(waiting, ARRIVAL, 100);
      assertThat(transition.next())
          .isEqualTo(new Pairing.Labelled(CAT_AT_100, truth("dog", 50, 50)));
      assertThat(transition.changes())
          .containsExactly(
              new Change.Predicted(CAT_AT_100, 0.75f), new Change.Labelled(CAT_AT_100, "dog", 0));
      assertThat(transition.labels()).containsExactly(LabelOutcome.PAIRED);
      assertThat(transition.predictions()).containsExactly(PredictionOutcome.COUNTED);
    }

    @Test
    void aPredictionAtTheLastMomentMeetsItAndOneLaterDoesNot() {
      Arrival.Prediction at1049 = new Arrival.Prediction(new Scored(MODEL, "cat", 1049), 1);
      Arrival.Prediction at1050 = new Arrival.Prediction(new Scored(MODEL, "cat", 1050), 1);
      assertThat(rule.onPrediction(waiting, at1049, 1049).labels())
          .containsExactly(LabelOutcome.PAIRED);
      assertThat(rule.onPrediction(waiting, at1050, 1050).labels())
          .containsExactly(LabelOutcome.UNKNOWN);
    }

    @Test
    void aLatePredictionMakesItLate() {
      Pairing recent = new Pairing.Waiting(truth("dog", 900, 900));
      Transition transition = rule.onPrediction(recent, ARRIVAL, 100 + RETENTION_MS);
      assertThat(transition.next()).isEqualTo(new Pairing.Ended(100));
      assertThat(transition.labels()).containsExactly(LabelOutcome.LATE);
      assertThat(transition.changes()).isEmpty();
    }

    @Test
    void anotherLabelAfterItsRetentionWaitsInItsPlace() {
      Transition transition = rule.onLabel(waiting, truth("cat", 2000, 2000), 2000);
      assertThat(transition.next()).isEqualTo(new Pairing.Waiting(truth("cat", 2000, 2000)));
      assertThat(transition.labels()).containsExactly(LabelOutcome.UNKNOWN);
    }
  }

  @Nested
  class WhenAPairStands {
    private final Pairing pair = new Pairing.Labelled(CAT_AT_100, truth("dog", 500, 300));

    @Test
    void anotherClassTakesTheOldCellBack() {
      Transition transition = rule.onLabel(pair, truth("cat", 500, 600), 600);
      assertThat(transition.changes())
          .containsExactly(new Change.Corrected(CAT_AT_100, "dog", "cat"));
      assertThat(transition.labels()).containsExactly(LabelOutcome.CORRECTED);
      assertThat(transition.next())
          .as("the first label's event time stays")
          .isEqualTo(new Pairing.Labelled(CAT_AT_100, truth("cat", 500, 300)));
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
      Transition duplicate = rule.onLabel(pair, truth("dog", 700, 700), 700);
      assertThat(duplicate.labels()).containsExactly(LabelOutcome.DUPLICATE);
      assertThat(duplicate.changes()).isEmpty();
      assertThat(rule.onLabel(duplicate.next(), truth("cat", 600, 800), 800).labels())
          .containsExactly(LabelOutcome.STALE);
    }

    @Test
    void aCorrectionAfterTheRetentionIsLate() {
      Transition transition = rule.onLabel(pair, truth("cat", 1100, 1100), 100 + RETENTION_MS);
      assertThat(transition.next()).isEqualTo(new Pairing.Ended(100));
      assertThat(transition.labels()).containsExactly(LabelOutcome.LATE);
      assertThat(transition.changes()).isEmpty();
    }
  }

  @Nested
  class WhenTimePasses {

    @Test
    void aPredictionLeavesAMarkerForOneMoreRetention() {
      Pairing held = new Pairing.Unlabelled(CAT_AT_100);
      assertThat(rule.onTime(held, 1099).next()).isEqualTo(held);
      assertThat(rule.onTime(held, 1100).next()).isEqualTo(new Pairing.Ended(100));
      assertThat(rule.onTime(held, 2099).next()).isEqualTo(new Pairing.Ended(100));
      assertThat(rule.onTime(held, 2100).next()).isEqualTo(Pairing.UNSEEN);
    }

    @Test
    void aPredictionAgainIsADuplicateAsLongAsTheMarkerStands() {
      Pairing held = new Pairing.Unlabelled(CAT_AT_100);
      assertThat(rule.onPrediction(held, ARRIVAL, 1500).predictions())
          .containsExactly(PredictionOutcome.DUPLICATE);
    }
  }

  @Nested
  class WhenAModelThatCannotBePredicted {
    private final Pairing forgotten = new Pairing.Forgotten(100);

    @Test
    void itIsAsIfNothingWereKnown() {
      assertThat(rule.onPrediction(forgotten, ARRIVAL, 150))
          .isEqualTo(rule.onPrediction(Pairing.UNSEEN, ARRIVAL, 150));
      assertThat(rule.onLabel(forgotten, truth("cat", 150, 150), 150))
          .isEqualTo(rule.onLabel(Pairing.UNSEEN, truth("cat", 150, 150), 150));
    }

    @Test
    void nothingIsLeftAfterTheRetention() {
      assertThat(rule.onTime(forgotten, 1099).next()).isEqualTo(forgotten);
      assertThat(rule.onTime(forgotten, 1100)).isEqualTo(Transition.to(Pairing.UNSEEN));
    }
  }
}
