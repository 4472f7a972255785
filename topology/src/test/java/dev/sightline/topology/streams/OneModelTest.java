package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.time.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneModelTest {
  private static final String GROUP = "sightline-score";
  private static final String CONSUMER = "sightline-score-1b2c-StreamThread-1-consumer";

  private final MovingClock clock = new MovingClock();
  private final List<MemberDescription> members = new ArrayList<>();
  private Exception failure;
  private final OneModel cats = new OneModel("cats", this::members, clock);

  private Collection<MemberDescription> members(String group) throws ExecutionException {
    assertThat(group).isEqualTo(GROUP);
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    return members;
  }

  @BeforeEach
  void makeItsConsumer() {
    cats.named(consumer());
  }

  private static Map<String, Object> consumer() {
    return Map.of("group.id", GROUP, "client.id", CONSUMER, "group.instance.id", "own-identity-1");
  }

  @AfterEach
  void close() {
    cats.close();
  }

  private void joins(String clientId, String instance) {
    members.add(
        new MemberDescription(
            "member-" + members.size(),
            Optional.of(instance),
            clientId,
            "/10.0.0.7",
            new MemberAssignment(Set.of())));
  }

  private void joinsOf(String model) {
    joins(ModelInClientId.of(CONSUMER, model), "another-identity-1");
  }

  @Test
  void aConsumerTellsTheModelInItsClientIdAndAllElseStays() {
    assertThat(cats.named(consumer()))
        .containsEntry("client.id", CONSUMER + "-model-cats")
        .containsEntry("group.id", GROUP)
        .containsEntry("group.instance.id", "own-identity-1");
  }

  @Test
  void aModelIsReadFromAClientIdWhateverItsNameAndThePrefix() {
    for (String model : List.of("cats", "a-model-b", "v1.2_x-model-y")) {
      assertThat(
              ModelInClientId.model(
                  ModelInClientId.of("my-model-z-StreamThread-12-consumer", model)))
          .contains(model);
    }
    assertThat(ModelInClientId.model(CONSUMER)).isEmpty();
    assertThat(ModelInClientId.model("my-model-z")).isEmpty();
  }

  @Test
  void aWorkerJoinsAnEmptyGroupAndOneOfItsOwnModel() throws Exception {
    assertThat(cats.mayJoin()).isTrue();

    joinsOf("cats");

    assertThat(cats.mayJoin()).isTrue();
    assertThat(cats.missing()).isEmpty();
  }

  @Test
  void aWorkerWaitsForThoseOfAnotherModelAndNamesBothAndTheRemedy() throws Exception {
    joinsOf("cats");
    joinsOf("dogs");
    Instant since = clock.instant();

    assertThat(cats.mayJoin()).isFalse();
    clock.move(Duration.ofMinutes(1));
    assertThat(cats.mayJoin()).isFalse();
    assertThat(cats.missing())
        .get()
        .asString()
        .startsWith("waits since " + since + ": it follows model cats")
        .contains(GROUP, "model dogs", "(one is at 10.0.0.7)", "would be chance")
        .contains("sightline.application.id of its own");

    members.remove(1);

    assertThat(cats.mayJoin()).isTrue();
    assertThat(cats.missing()).isEmpty();
  }

  @Test
  void aWorkerOfAnotherModelThatComesLaterIsToldAsLongAsItIsThere() throws Exception {
    assertThat(cats.mayJoin()).isTrue();
    joinsOf("dogs");

    cats.look();

    assertThat(cats.missing())
        .get()
        .asString()
        .startsWith("images are shared with another model since")
        .contains("model cats", "model dogs", "is chance");

    members.clear();
    cats.look();

    assertThat(cats.missing()).isEmpty();
  }

  @Test
  void workersOfEarlierVersionsAndOnesOwnFormerMembershipAreNoOthers() throws Exception {
    joins(CONSUMER, "another-identity-1");
    joins(ModelInClientId.of(CONSUMER, "dogs"), "own-identity-1");

    assertThat(cats.mayJoin()).isTrue();
  }

  @Test
  void whereNobodyMayLookOrNoAnswerComesTheWorkerJoins() throws Exception {
    failure = new GroupAuthorizationException(GROUP);
    assertThat(cats.mayJoin()).isTrue();

    failure = new TimeoutException("no answer");
    assertThat(cats.mayJoin()).isTrue();
    assertThat(cats.missing()).isEmpty();
  }

  @Test
  void withoutAnAnswerWhatWasFoundStands() throws Exception {
    joinsOf("dogs");
    assertThat(cats.mayJoin()).isFalse();

    failure = new TimeoutException("no answer");

    assertThat(cats.mayJoin()).isFalse();
  }
}
