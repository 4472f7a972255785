package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.inference.ScoringModel;
import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.topology.time.MovingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModelFeedTest {
  static {
    TrustedRecords.trust();
  }

  private static final Duration LONG = Duration.ofMinutes(20);

  private final MovingClock clock = new MovingClock();
  private final FakeTopics topics = new FakeTopics();
  private final Champion champion = new Champion();
  private final MockProducer<String, ModelEvent> written =
      new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
  private final ModelEvents events = new ModelEvents("worker", "CPU", written, clock);
  private final ModelFeed feed = new ModelFeed("fake", topics, topics, champion, events, clock);

  @AfterEach
  void close() {
    champion.close();
    events.close();
  }

  /** As many steps as a feed takes in a while. */
  private void run(Duration time) {
    Duration step = time.dividedBy(100);
    for (int i = 0; i < 100; i++) {
      feed.step();
      clock.move(step);
    }
  }

  private void letServe(int version) {
    topics.release(version);
    feed.step();
    assertThat(serving()).contains(version);
  }

  private Optional<Integer> serving() {
    return champion.serving().map(ScoringModel::manifest).map(manifest -> manifest.getVersion());
  }

  private List<ModelEvent> events(ModelState state) {
    events.close();
    return written.history().stream()
        .map(ProducerRecord::value)
        .filter(event -> event.getState() == state)
        .toList();
  }

  private static UncheckedIOException diskFull() {
    return new UncheckedIOException(
        "can't write below state/models: no space", new IOException("no space"));
  }

  @Nested
  class WhenAVersionIsReleased {
    @Test
    void itServes() {
      assertThat(feed.ready().reason())
          .isEqualTo("no version of model fake serves yet: what is released is not read yet");
      feed.step();
      assertThat(feed.ready().reason())
          .isEqualTo("no version of model fake serves yet: none is released");

      letServe(1);

      assertThat(feed.ready().healthy()).isTrue();
      assertThat(feed.ready().reason()).isEqualTo("model fake 1 serves");
      assertThat(feed.wanted()).hasValue(1);
      assertThat(events(ModelState.SERVING)).singleElement().matches(e -> e.getReason() == null);
    }

    @Test
    void theModelsThatAreReleasedAreNamedWhereThisOneIsNot() {
      topics.others = List.of("shapes", "weather");
      feed.step();

      assertThat(feed.ready().reason())
          .isEqualTo(
              "no version of model fake serves yet: none is released; released are shapes, weather:"
                  + " --model (sightline.model.name) chooses one");

      letServe(1);
      assertThat(feed.ready().reason()).isEqualTo("model fake 1 serves");
    }

    @Test
    void itIsLoadedOnceAndTheOneBeforeRetires() {
      letServe(1);
      letServe(2);

      run(LONG);

      assertThat(topics.tried).containsExactly(1, 2);
      assertThat(topics.loaded.get(1).closed).isTrue();
    }

    @Test
    void whatServesServesOnWhenAllReleasesAreWithdrawn() {
      letServe(1);

      topics.withdraw();
      run(LONG);

      assertThat(serving()).contains(1);
      assertThat(feed.ready().healthy()).isTrue();
    }
  }

  @Nested
  class WhenTheRegistryIsAway {
    @Test
    void theReleaseIsServedWhenItComesBack() {
      topics.release(1);
      topics.unreachable = new SchemaRegistryException("no schema registry answered");
      run(LONG);
      assertThat(feed.ready().healthy()).isFalse();
      assertThat(feed.ready().reason())
          .isEqualTo(
              "no version of model fake serves yet: what is released can't be read; the newest"
                  + " release is waited for since 2026-01-02T03:04:05Z: no schema registry"
                  + " answered");

      topics.unreachable = null;
      run(Duration.ofMinutes(2));

      assertThat(serving()).contains(1);
      assertThat(feed.ready().reason()).isEqualTo("model fake 1 serves");
    }

    @Test
    void whatServesServesOnAndThatANewerOneMayBeWantedIsSaid() {
      letServe(1);

      topics.unreachable = new TimeoutException("no broker");
      run(LONG);

      assertThat(feed.failure()).isEmpty();
      assertThat(feed.ready().healthy()).isTrue();
      assertThat(feed.ready().reason())
          .isEqualTo(
              "model fake 1 serves; the newest release is waited for since 2026-01-02T03:04:05Z:"
                  + " no broker");
    }

    @Test
    void aRecordThatNobodyCanReadIsSaidAndCounted() {
      letServe(1);

      topics.fault = "topic model-releases offset 7: no Avro";
      feed.step();

      assertThat(feed.ready().reason())
          .isEqualTo(
              "model fake 1 serves; the newest release is passed over: topic model-releases offset"
                  + " 7: no Avro");
      assertThat(feed.unreadableRecords()).isEqualTo(2);
    }
  }

  @Nested
  class WhenTheDiskFails {
    @Test
    void theChampionServesOnUntilTheVersionCanBeLoaded() {
      letServe(1);
      topics.fail(2, diskFull());
      topics.release(2, 1);
      run(LONG);

      assertThat(feed.failure()).isEmpty();
      assertThat(feed.ready().healthy()).isTrue();
      assertThat(feed.ready().reason())
          .isEqualTo(
              "model fake 1 serves instead of champion 2, which is waited for since"
                  + " 2026-01-02T03:04:05Z: can't write below state/models: no space");

      topics.mend(2);
      run(Duration.ofMinutes(2));

      assertThat(serving()).contains(2);
      assertThat(events(ModelState.REJECTED)).isEmpty();
    }

    @Test
    void itIsTriedLessAndLessOftenButEachMinute() {
      topics.fail(2, diskFull());
      topics.release(2, 1);

      run(LONG);

      assertThat(topics.tried).as("no former one: the disk is the same").doesNotContain(1);
      assertThat(topics.tried).hasSizeBetween(15, 26);
    }

    @Test
    void aNewerReleaseIsTriedAtOnce() {
      topics.fail(2, diskFull());
      topics.release(2);
      run(LONG);

      topics.release(3);
      feed.step();

      assertThat(serving()).contains(3);
    }
  }

  @Nested
  class WhenTheChampionIsRejected {
    @Test
    void whatServesServesOnAndNoFormerOneIsLoaded() {
      letServe(3);
      topics.reject(4, "golden image 3");
      topics.release(4, 1, 2);

      run(LONG);

      assertThat(topics.tried).as("once, not again and again").containsExactly(3, 4);
      assertThat(serving()).contains(3);
      assertThat(feed.ready().reason())
          .isEqualTo(
              "model fake 3 serves instead of champion 4, which is rejected since"
                  + " 2026-01-02T03:04:05Z: golden image 3");
      assertThat(events(ModelState.REJECTED))
          .singleElement()
          .matches(event -> event.getReason().equals("golden image 3"));
    }

    @Test
    void theLatestFormerChampionThatCanServesWhereNothingDoes() {
      topics.reject(4, "golden image 3");
      topics.reject(2, "unsigned");
      topics.release(4, 1, 2);

      run(LONG);

      assertThat(topics.tried).containsExactly(4, 2, 1);
      assertThat(serving()).contains(1);
      assertThat(feed.ready().healthy()).isTrue();
      assertThat(feed.ready().reason())
          .isEqualTo(
              "model fake 1 serves instead of champion 4, which is rejected since"
                  + " 2026-01-02T03:04:05Z: golden image 3");
      assertThat(events(ModelState.SERVING))
          .singleElement()
          .matches(
              event ->
                  event.getReason().startsWith("instead of champion 4, which is rejected since"));
    }

    @Test
    void withoutAnyFormerChampionTheVersionsBelowAreTried() {
      topics.reject(3, "golden image 3");
      topics.release(3);

      run(LONG);

      assertThat(topics.tried).containsExactly(3, 2);
      assertThat(serving()).contains(2);
    }

    @Test
    void itIsSaidOfEachWhereNoneCanServe() {
      topics.reject(2, "golden image 3");
      topics.reject(1, "unsigned");
      topics.release(2, 1);

      run(LONG);

      assertThat(topics.tried).containsExactly(2, 1);
      assertThat(feed.ready().healthy()).isFalse();
      assertThat(feed.ready().reason())
          .startsWith("no version of model fake serves yet: version 2 is rejected since ")
          .contains(": golden image 3; version 1 is rejected since ")
          .endsWith(": unsigned");
    }

    @Test
    void aNewerReleaseHasItTriedAgain() {
      topics.reject(2, "golden image 3");
      topics.release(2, 1);
      run(LONG);

      topics.mend(2);
      topics.release(2, 1, 3);
      feed.step();

      assertThat(serving()).contains(2);
    }
  }

  @Nested
  class WhenThereIsNoManifest {
    @Test
    void oneThatATransactionHidesIsWaitedForWithoutARejection() {
      letServe(1);
      topics.lack(2, true);
      topics.release(2, 1);
      run(LONG);
      assertThat(feed.ready().reason())
          .isEqualTo(
              "model fake 1 serves instead of champion 2, which is waited for since"
                  + " 2026-01-02T03:04:05Z: no manifest of this version on models that can be seen:"
                  + " another model's publish is under way there");

      topics.mend(2);
      clock.move(Duration.ofSeconds(2));
      feed.step();

      assertThat(serving()).contains(2);
      assertThat(events(ModelState.REJECTED)).isEmpty();
    }

    @Test
    void oneThatIsNotThereIsRejectedOnceAndServesAllTheSameWhenItComes() {
      letServe(1);
      topics.lack(2, false);
      topics.release(2, 1);
      run(LONG);

      topics.mend(2);
      clock.move(Duration.ofSeconds(2));
      feed.step();

      assertThat(serving()).contains(2);
      assertThat(events(ModelState.REJECTED))
          .singleElement()
          .matches(event -> event.getReason().contains("no manifest of this version on models"));
    }

    @Test
    void aFormerChampionServesMeanwhileWhereNothingDoes() {
      topics.lack(2, true);
      topics.release(2, 1);
      feed.step();
      assertThat(serving()).as("release and manifest may show up one after the other").isEmpty();

      run(Duration.ofSeconds(20));
      assertThat(serving()).contains(1);

      topics.mend(2);
      run(Duration.ofSeconds(20));
      assertThat(serving()).contains(2);
    }
  }

  @Nested
  class WhenMemoryIsShort {
    @Test
    void aFormerChampionServesUntilThereIsRoom() {
      topics.runOutOfMemory(2);
      topics.release(2, 1);
      run(LONG);
      assertThat(feed.failure()).isEmpty();
      assertThat(serving()).contains(1);

      topics.mend(2);
      run(Duration.ofMinutes(2));

      assertThat(serving()).contains(2);
      assertThat(events(ModelState.REJECTED)).isEmpty();
    }
  }

  @Nested
  class WhenAnotherVersionIsReleasedDuringALoad {
    @Test
    void theOneThatIsBeingLoadedNeverServes() {
      letServe(1);
      topics.duringLoad = () -> topics.release(3, 1, 2);
      topics.release(2, 1);

      feed.step();
      assertThat(serving()).contains(1);
      assertThat(topics.loaded.get(2).closed).isTrue();
      feed.step();

      assertThat(serving()).contains(3);
      assertThat(events(ModelState.SERVING))
          .extracting(ModelEvent::getVersion)
          .containsExactly(1, 3);
    }

    @Test
    void whereThatCanNotBeKnownItIsTriedAgain() {
      topics.duringLoad = () -> topics.unreachable = new TimeoutException("no broker");
      topics.release(2);
      feed.step();
      assertThat(serving()).isEmpty();
      assertThat(topics.loaded.get(2).closed).isTrue();

      topics.duringLoad = () -> {};
      topics.unreachable = null;
      run(LONG);

      assertThat(serving()).contains(2);
    }
  }

  @Nested
  class WhenEventsCanNotBeWritten {
    @Test
    void theVersionServesAndTheyAreCounted() {
      written.sendException = new SchemaRegistryException("no schema registry answered");

      letServe(1);
      run(LONG);

      await().until(() -> events.lost() == 3);
      assertThat(topics.tried).containsExactly(1);
      assertThat(serving()).contains(1);
    }
  }
}
