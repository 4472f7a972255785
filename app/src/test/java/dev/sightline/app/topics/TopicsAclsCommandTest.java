package dev.sightline.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a broker: what would be done, and what can't be asked for. */
class TopicsAclsCommandTest {
  private static Run acls(String... options) {
    List<String> command = new ArrayList<>(List.of("topics", "acls"));
    command.addAll(List.of(options));
    return Run.of(command.toArray(String[]::new));
  }

  @Test
  void aDryRunPrintsTheCommandsOfKafkasOwnTool() {
    Run run =
        acls(
            "--bootstrap-servers",
            "kafka:9093",
            "--principal",
            "User:alice",
            "--part",
            "trainer",
            "--dry-run");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    String tool = "kafka-acls.sh --bootstrap-server kafka:9093 --add --allow-principal User:alice";
    assertThat(run.out().lines())
        .containsExactly(
            tool + " --allow-host '*' --topic models --operation Read --operation Write",
            tool + " --allow-host '*' --topic model-releases --operation Read --operation Write",
            tool
                + " --allow-host '*' --transactional-id sightline-publish-"
                + " --resource-pattern-type prefixed --operation Write");
  }

  @Test
  void ofSeveralPartsAResourceComesOnce() {
    Run run =
        acls(
            "--principal",
            "User:CN=eve,O=it's us",
            "--part",
            "labeller,dead-letters,publisher,consumer",
            "--group",
            "g",
            "--host",
            "10.0.0.7",
            "--remove",
            "--dry-run");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(6)
        .allMatch(
            line ->
                line.contains(
                    "--remove --force --allow-principal 'User:CN=eve,O=it'\\''s us'"
                        + " --allow-host 10.0.0.7 "))
        .anyMatch(line -> line.endsWith("--group g --operation Read"));
  }

  @Test
  void aPrincipalWithoutATypeIsAMistake() {
    Run run = acls("--principal", "alice", "--part", "worker", "--dry-run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--principal: expected User:NAME, found alice");
    assertThat(acls("--principal", "Group:x", "--part", "worker", "--dry-run").err())
        .contains("--principal: expected User:NAME, found Group:x");
  }

  @Test
  void aPartThatThereIsNotIsAMistakeThatNamesThoseThereAre() {
    Run run = acls("--principal", "User:a", "--part", "worke", "--dry-run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--part",
            "expected one of publisher, labeller, worker, trainer, operator, dashboard, consumer,"
                + " dead-letters, topics, found worke");
  }

  @Test
  void anOptionThatNoPartGoesByIsAMistakeThatNamesThoseThatDo() {
    Run run =
        acls(
            "--principal",
            "User:a",
            "--part",
            "trainer,operator",
            "--group",
            "g",
            "--application-id",
            "eu",
            "--dry-run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "--application-id: trainer, operator has no rights that go by it: it is for worker,"
                + " dashboard",
            "--group: trainer, operator has no rights that go by it: it is for consumer");
    assertThat(acls("--principal", "User:a", "--part", "worker", "--model", "m").err())
        .contains("--model: worker has no rights that go by it: it is for trainer");
  }

  @Test
  void anEmptyNameIsAMistake() {
    Run run =
        acls("--principal", "User:a", "--part", "worker", "--application-id", "", "--dry-run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--application-id: expected a name, found nothing");
  }

  @Test
  void aConsumerWithoutAGroupIsToldThatItMayReadInNone() {
    Run run = acls("--principal", "User:a", "--part", "consumer", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err()).contains("no right on a group", "--group NAME");
  }

  @Nested
  class WhenTheBrokersWantALogin {
    @TempDir Path folder;

    @Test
    void theToolIsGivenTheFileThatHasIt() throws IOException {
      Path file = Files.writeString(folder.resolve("admin.properties"), "security.protocol=SSL\n");

      Run run =
          acls(
              "--properties",
              file.toString(),
              "--principal",
              "User:a",
              "--part",
              "labeller",
              "--dry-run");

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .startsWith(
              "kafka-acls.sh --bootstrap-server localhost:9092 --command-config "
                  + file
                  + " --add");
    }

    @Test
    void aFileThatDoesNotHaveAllOfItIsStillToBeWritten() {
      ToolLogin login =
          new ToolLogin(Optional.empty(), new TreeSet<>(Set.of("sasl.mechanism", "ssl.x")));

      assertThat(login.commandConfig()).contains(ToolLogin.PLACEHOLDER);
      assertThat(login.note())
          .contains(
              "CLIENT.properties stands for a file with the login's settings: sasl.mechanism,"
                  + " ssl.x");
      assertThat(new ToolLogin(Optional.empty(), Set.of()).commandConfig()).isEmpty();
    }
  }
}
