package dev.sightline.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  }

  @Test
  void aPartThatThereIsNotIsAMistakeThatNamesThoseThereAre() {
    Run run = acls("--principal", "User:a", "--part", "worke", "--dry-run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--part", "WORKER", "dead-letters", "worke");
  }
}
