package dev.sightline.schemas.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartTest {
  private static List<String> text(Part part, Scope scope) {
    return part.rights(scope).stream().map(Right::toString).toList();
  }

  @Test
  void aWorkersNamesFollowItsApplicationId() {
    assertThat(text(Part.WORKER, Scope.of("eu")))
        .contains(
            "Read, Write, Create, Delete, DescribeConfigs of topic eu-metrics-*",
            "Read of group eu-score",
            "Read of group eu-metrics",
            "Read of group eu-webhook",
            "Write of transactional id eu-score-*",
            "Write of transactional id eu-metrics-*")
        .noneMatch(right -> right.contains("sightline"));
  }

  @Test
  void aTrainerMayPublishAnyModelOrOne() {
    assertThat(text(Part.TRAINER, Scope.DEFAULT))
        .contains("Write of transactional id sightline-publish-*");
    assertThat(text(Part.TRAINER, new Scope("sightline", Optional.of("cats"), Optional.empty())))
        .contains("Write of transactional id sightline-publish-cats");
  }

  @Test
  void aConsumerReadsByItsGroupIfItHasOne() {
    assertThat(text(Part.CONSUMER, Scope.DEFAULT)).containsExactly("Read of topic predictions");
    assertThat(
            text(Part.CONSUMER, new Scope("sightline", Optional.empty(), Optional.of("billing"))))
        .containsExactly("Read of topic predictions", "Read of group billing");
  }

  @ParameterizedTest
  @EnumSource
  void aResourceComesOnceAndNoOperationThatAnotherImplies(Part part) {
    List<Right> rights = part.rights(Scope.DEFAULT);

    assertThat(rights).isNotEmpty().extracting(Right::resource).doesNotHaveDuplicates();
    assertThat(rights)
        .noneMatch(
            right ->
                right.operations().contains(AclOperation.DESCRIBE)
                    && (right.operations().contains(AclOperation.READ)
                        || right.operations().contains(AclOperation.WRITE)));
  }

  /** A right on all that begins as one's own names do could fence others, or read them. */
  @ParameterizedTest
  @EnumSource
  void aBeginningOfNamesIsOnlyOnesOwn(Part part) {
    assertThat(part.rights(Scope.DEFAULT))
        .filteredOn(right -> right.resource().patternType() == PatternType.PREFIXED)
        .extracting(Right::name)
        .isSubsetOf("sightline-score-", "sightline-metrics-", "sightline-publish-");
    assertThat(part.rights(Scope.DEFAULT))
        .extracting(right -> right.resource().resourceType())
        .doesNotContain(ResourceType.CLUSTER);
  }

  @Nested
  class WhenABrokerRefuses {
    private static Throwable refusedTo(String client, String topic) {
      IllegalStateException passedOn =
          new IllegalStateException(new TopicAuthorizationException(java.util.Set.of(topic)));
      passedOn.setStackTrace(
          new StackTraceElement[] {
            new StackTraceElement("org.apache.kafka.clients." + client, "m", "F.java", 1)
          });
      return passedOn;
    }

    @Test
    void aTopicIsSaidWithWhatWasTriedOfIt() {
      assertThat(Refused.text(refusedTo("consumer.KafkaConsumer", "predictions"), Part.WORKER))
          .contains(
              "the broker does not allow Read of topic predictions:"
                  + " `sightline topics acls --principal User:NAME --part worker` grants it");
      assertThat(Refused.text(refusedTo("producer.internals.Sender", "predictions"), Part.WORKER))
          .hasValueSatisfying(
              line -> assertThat(line).contains("not allow Write of topic predictions: "));
      assertThat(Refused.text(refusedTo("producer.internals.Sender", "images"), Part.DASHBOARD))
          .as("what the part has no right to")
          .hasValueSatisfying(line -> assertThat(line).contains("not allow Read of topic images"));
    }

    @Test
    void theNamesOfThePartAreThoseOfItsScope() {
      assertThat(
              Refused.text(
                  new TransactionalIdAuthorizationException("no"),
                  Part.TRAINER,
                  Scope.ofModel(Optional.of("cats"))))
          .contains(
              "the broker does not allow Write of transactional id sightline-publish-cats:"
                  + " `sightline topics acls --principal User:NAME --part trainer --model cats`"
                  + " grants it");
      assertThat(
              Refused.text(
                  new GroupAuthorizationException("FindCoordinator request failed"),
                  Part.DASHBOARD,
                  Scope.of("eu")))
          .contains(
              "the broker does not allow Describe of group eu-score; Describe of group eu-metrics:"
                  + " `sightline topics acls --principal User:NAME --part dashboard"
                  + " --application-id eu` grants it");
    }

    @Test
    void aGroupAndATransactionAreSaid() {
      assertThat(Refused.text(GroupAuthorizationException.forGroupId("g"), Part.CONSUMER))
          .hasValueSatisfying(
              line ->
                  assertThat(line).contains("does not allow Read of group g", "--part consumer"));
      assertThat(Refused.text(new TransactionalIdAuthorizationException("no"), Part.TRAINER))
          .hasValueSatisfying(
              line -> assertThat(line).contains("Write of transactional id sightline"));
    }

    @Test
    void anyOtherFailureIsNone() {
      assertThat(Refused.text(new TimeoutException("late"), Part.WORKER)).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsOneLineWithItsRemedy() {
    MissingRights missing =
        new MissingRights(
            List.of(
                Right.literal(ResourceType.TOPIC, "images", AclOperation.READ),
                Right.literal(ResourceType.GROUP, "eu-score", AclOperation.READ)));

    assertThat(missing.text(Part.WORKER, Scope.of("eu")))
        .contains(
            "the broker does not allow Read of topic images; Read of group eu-score: `sightline"
                + " topics acls --principal User:NAME --part worker --application-id eu` grants"
                + " it");
    assertThat(new MissingRights(List.of()).text(Part.WORKER, Scope.DEFAULT)).isEmpty();
  }

  @Test
  void ofSeveralPartsTheRemedyNamesThoseThatLackSomethingAndOnlyWhatTheyGoBy() {
    MissingRights missing = new MissingRights(List.of(Right.on(Topics.LABELS, AclOperation.WRITE)));
    Scope scope = new Scope("sightline", Optional.of("cats"), Optional.of("billing"));

    assertThat(missing.text(List.of(Part.PUBLISHER, Part.LABELLER, Part.OPERATOR), scope))
        .contains(
            "the broker does not allow Write of topic labels: `sightline topics acls --principal"
                + " User:NAME --part labeller` grants it");
  }
}
