package dev.sightline.dashboard.labelling;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.dashboard.present.Changes;
import dev.sightline.dashboard.present.Predictions;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.schemas.Label;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LabelDeskTest {
  private static final Duration WITHIN = Duration.ofMinutes(45);

  private final Changes changes = new Changes();
  private final Predictions predictions = new Predictions(changes);
  private final Sink sink = new Sink();
  private HeldLabels held = new HeldLabels(sink, Duration.ofHours(1), () -> NOON, changes);

  /** Remembers what was written, unless the broker is away. */
  private static final class Sink implements LabelSink {
    private final List<Label> written = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();

    @Override
    public void write(Label label) {
      if (away.get()) {
        throw new KafkaException("no broker");
      }
      written.add(label);
    }

    @Override
    public void close() {}
  }

  private LabelDesk desk() {
    return new LabelDesk(predictions, held, WITHIN, new Random(1), () -> NOON);
  }

  private void predict(String id, float confidence) {
    predictions.add(prediction(id, "cat", confidence), NOON.toEpochMilli(), 0);
  }

  @AfterEach
  void close() {
    held.close();
  }

  @Nested
  class WhenTheNextImageIsChosen {
    @Test
    void atRandomEachHasTheSameChance() {
      Map<String, Integer> first = new HashMap<>();
      for (int i = 0; i < 5; i++) {
        predict("image-" + i, 0.5f + i / 10f);
      }
      Random random = new Random(7);
      for (int i = 0; i < 5_000; i++) {
        LabelDesk fresh = new LabelDesk(predictions, held, WITHIN, random, () -> NOON);
        first.merge(fresh.next("pets", Choice.RANDOM).orElseThrow().id(), 1, Integer::sum);
      }

      // five standard deviations of a binomial count around 1000
      assertThat(first.values()).hasSize(5).allSatisfy(n -> assertThat(n).isBetween(858, 1142));
    }

    @Test
    void eachIsShownOnce() {
      Set<String> shown = new HashSet<>();
      LabelDesk desk = desk();
      for (int i = 0; i < 5; i++) {
        predict("image-" + i, 0.5f);
      }
      for (int i = 0; i < 5; i++) {
        shown.add(desk.next("pets", Choice.RANDOM).orElseThrow().id());
      }

      assertThat(shown).hasSize(5);
      assertThat(desk.next("pets", Choice.RANDOM)).isEmpty();
    }

    @Test
    void theLeastConfidentComesFirst() {
      predict("sure", 0.99f);
      predict("unsure", 0.51f);
      predict("between", 0.7f);

      LabelDesk desk = desk();

      assertThat(desk.next("pets", Choice.LEAST_CONFIDENT))
          .map(SeenPrediction::id)
          .contains("unsure");
      assertThat(desk.next("pets", Choice.LEAST_CONFIDENT))
          .map(SeenPrediction::id)
          .contains("between");
    }

    @Test
    void noneThatHasATruthOrIsTooOldOrOfAnotherModel() {
      predict("labelled", 0.5f);
      predictions.add(new Label("labelled", "cat", NOON, "somebody"));
      predictions.add(
          prediction("old", "cat", 0.5f), NOON.minus(WITHIN).minusMillis(1).toEpochMilli(), 0);

      assertThat(desk().next("pets", Choice.RANDOM)).isEmpty();
      predict("fit", 0.5f);
      assertThat(desk().next("plants", Choice.RANDOM)).isEmpty();
      assertThat(desk().next("pets", Choice.RANDOM)).map(SeenPrediction::id).contains("fit");
    }
  }

  @Nested
  class WhenAnAnswerComes {
    @Test
    void itIsWrittenWithHowItsImageWasChosen() {
      held = new HeldLabels(sink, Duration.ZERO, () -> NOON, changes);
      held.start();
      predict("one", 0.5f);
      predict("two", 0.6f);
      LabelDesk desk = desk();
      desk.next("pets", Choice.LEAST_CONFIDENT);
      desk.next("pets", Choice.RANDOM);

      assertThat(desk.answer("one", "dog")).isEqualTo(LabelDesk.Outcome.HELD);
      assertThat(desk.answer("two", "cat")).isEqualTo(LabelDesk.Outcome.HELD);

      await().until(() -> sink.written.size() == 2);
      assertThat(sink.written)
          .containsExactly(
              new Label("one", "dog", NOON, "dashboard:least-confident"),
              new Label("two", "cat", NOON, "dashboard:random"));
    }

    @Test
    void itCanBeTakenBackWithoutATraceUntilItIsWritten() {
      predict("one", 0.5f);
      LabelDesk desk = desk();
      desk.next("pets", Choice.RANDOM);
      desk.answer("one", "dog");

      assertThat(desk.takeBack("one")).isTrue();
      assertThat(desk.answer("one", "cat")).isEqualTo(LabelDesk.Outcome.HELD);

      held.close(); // writes what is held
      assertThat(sink.written).extracting(Label::getLabel).containsExactly("cat");
      assertThat(desk.takeBack("one")).isFalse();
    }

    @Test
    void anImageThatNobodyWasShownIsNotLabelled() {
      predict("one", 0.5f);

      assertThat(desk().answer("one", "dog")).isEqualTo(LabelDesk.Outcome.NOT_SHOWN);
    }

    @Test
    void aBrokerThatIsAwayIsSaidAndTheLabelIsTriedAgain() {
      held = new HeldLabels(sink, Duration.ZERO, () -> NOON, changes);
      held.start();
      sink.away.set(true);
      predict("one", 0.5f);
      LabelDesk desk = desk();
      desk.next("pets", Choice.RANDOM);
      desk.answer("one", "dog");

      await().until(() -> held.state().fault() != null);
      assertThat(held.state()).isEqualTo(new HeldLabels.State(1, 0, "no broker"));

      sink.away.set(false);
      await().until(() -> held.state().written() == 1);
      assertThat(held.state()).isEqualTo(new HeldLabels.State(0, 1, null));
    }
  }

  @Nested
  class WhenTheAnswersAreAddedUp {
    private final Answered answered = new Answered(changes);

    private void say(String id, String label, String origin) {
      predict(id, 0.9f);
      predictions.add(new Label(id, label, NOON.plusSeconds(1), origin)).ifPresent(answered::look);
    }

    @Test
    void onlyThoseOfARandomSampleAreUnbiased() {
      say("one", "cat", "dashboard:random");
      say("two", "dog", "dashboard:random");
      say("three", "dog", "dashboard:least-confident");
      say("four", "cat", "a file");

      assertThat(answered.tallies(1))
          .extracting(Answered.Tally::choice, Answered.Tally::unbiased, Answered.Tally::labelled)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("random", true, 2L),
              org.assertj.core.groups.Tuple.tuple("least-confident", false, 1L));
      assertThat(answered.tallies(1).get(0).correct()).isEqualTo(1);
    }

    @Test
    void aCorrectedAnswerCountsOnce() {
      say("one", "dog", "dashboard:random");
      Optional<SeenPrediction> corrected =
          predictions.add(new Label("one", "cat", NOON.plusSeconds(2), "dashboard:random"));
      corrected.ifPresent(answered::look);

      assertThat(answered.tallies(1)).hasSize(1);
      assertThat(answered.tallies(1).get(0).correct()).isEqualTo(1);
      assertThat(answered.tallies(1).get(0).labelled()).isEqualTo(1);
      assertThat(answered.tallies(1).get(0).accuracy()).isEqualTo(1);
      assertThat(answered.tallies(2).get(0).accuracy()).as("of too few labels").isNull();
      assertThat(answered.tallies(2).get(0).high()).isNull();
    }
  }
}
