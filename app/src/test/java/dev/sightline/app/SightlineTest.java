package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SightlineTest {
  /** Nobody listens on the discard port of this machine. */
  private static final String NOBODY = "127.0.0.1:9";

  static Stream<List<String>> commands() {
    return paths(List.of(), Sightline.commandLine());
  }

  private static Stream<List<String>> paths(List<String> path, CommandLine command) {
    return Stream.concat(
        Stream.of(path),
        command.getSubcommands().entrySet().stream()
            .flatMap(
                child -> {
                  List<String> longer = new ArrayList<>(path);
                  longer.add(child.getKey());
                  return paths(longer, child.getValue());
                }));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--help");

    Run run = Run.of(arguments.toArray(String[]::new));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(
            "Usage: "
                + String.join(
                    " ", Stream.concat(Stream.of("sightline"), command.stream()).toList()))
        .contains("--help", "--verbose");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theListOfCommandsHasAWholeSentenceOnEach(List<String> command) {
    CommandLine line = Sightline.commandLine();
    for (String name : command) {
      line = line.getSubcommands().get(name);
    }

    // picocli formats each line, and warns where that fails, as by a single percent sign.
    assertThat(line.getCommandSpec().usageMessage().description())
        .allSatisfy(text -> assertThat(String.format(text)).isNotBlank());
    // picocli lists a command with the first line of its description alone.
    assertThat(line.getCommandSpec().usageMessage().description()[0]).endsWith(".");
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(Run.of("--version").out()).matches("sightline \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Nested
  class WhenTheUserErrs {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "nonsense",
          "help nonsense",
          "completion tcsh",
          "topics create --nonsense",
          "topics create --partitions many",
          "topics create --partitions 0",
          "topics create --replication-factor 0",
          "topics create --bootstrap-servers no-port",
          "topics create --properties /no/such/file",
          "predictions --max 0",
          "metrics --max some",
          "replay",
          "replay --data x --rate 0",
          "replay --data x --rate NaN",
          "replay --data x --images 0",
          "replay --data x --label-delay soon",
          "classify x.png",
          "classify --model x",
          "evaluate --model x",
          "evaluate --data x",
          "evaluate --model x --data y --split both"
        })
    void oneLineSaysSoAndTheExitCodeIsTwo(String line) {
      Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .startsWith("sightline")
          .contains("--help");
    }

    @ParameterizedTest
    @CsvSource({
      "topics craete, create",
      "train --epcohs 3, --epochs",
      "trian, train",
      "help trian, train",
      "run --boot localhost:9092, --bootstrap-servers",
      "metrics --mxa 3, --max",
    })
    void aSlipOfTheFingersGetsASuggestion(String line, String meant) {
      assertThat(Run.of(line.split(" ")).err()).contains("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train --bogus", "train --nonsense", "nonsense"})
    void whatIsNearToNothingGetsNone(String line) {
      assertThat(Run.of(line.split(" ")).err()).doesNotContain("did you mean");
    }

    @Test
    void aCommandThatThereIsNotIsAnsweredWithThoseThatThereAre() {
      for (String line : List.of("nonsense", "help nonsense")) {
        assertThat(Run.of(line.split(" ")).err())
            .startsWith("sightline: there is no command nonsense; there are demo, train,");
      }
      assertThat(Run.of("models", "nonsense").err())
          .contains("no command nonsense; there are export, list, promote, rollback");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "train --epochs abc | '--epochs': expected a whole number, found abc",
          "train --seed 1.5 | '--seed': expected a whole number, found 1.5",
          "train --epochs 99999999999 | expected a whole number that is not that large",
          "train --holdout some | '--holdout': expected a number, found some",
          "train --set epochs=abc | recipe fast: epochs: expected a whole number, found abc",
          "train --set keep.best=abc | keep.best: expected true or false, found abc",
          "train --set epochs=0 | epochs: Value must be at least 1, found 0",
          "run --set sightline.threads=abc | expected a whole number from 1 to 1024, found abc",
          "run --set linger.ms=abc | linger.ms: expected a whole number, found abc",
          "models promote cats abc | (VERSION): expected a whole number, found abc",
          "demo --servers-only --images 5 | --images: means nothing with --servers-only",
          "models promote cats -1 --bootstrap-servers localhost:1 | VERSION: expected 1 or more",
          "publish /no/such --bootstrap-servers localhost:1 | DIR: expected the folder of a Sav",
          "run --set abc | Value for option '--set' (KEY=VALUE) should be in KEY=VALUE format",
          "run --schema-registry h:8081 | expected http://h:8081 or https://h:8081, found h:8081",
          "run --schema-registry 10.0.0.1:8081 | expected http://10.0.0.1:8081 or https:"
        })
    void whatIsExpectedIsSaidInWords(String line, String words) {
      assertThat(Run.of(line.split(" ")).err()).contains(words);
    }

    @Test
    void theFaultyOptionIsNamed() {
      assertThat(Run.of("replay", "--data", "x", "--label-delay", "soon").err())
          .contains("--label-delay", "'soon'", "such as 5s");
    }
  }

  @Nested
  class WhenOneAsksForHelp {
    @ParameterizedTest
    @CsvSource({"'', ''", "help, ''", "topics, topics", "models, models", "help train, train"})
    void theHelpIsPrinted(String line, String command) {
      Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));

      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).startsWith("Usage: " + ("sightline " + command).strip() + " ");
    }

    @Test
    void aCommandOfACommandIsFoundToo() {
      assertThat(Run.of("help", "models", "promote").out())
          .isEqualTo(Run.of("models", "promote", "--help").out());
    }
  }

  @Nested
  class WhenNoBrokerAnswers {
    @Test
    void trainNamesTheWayToDoWithoutOne(@TempDir Path folder) throws IOException {
      Path impatient = folder.resolve("impatient.properties");
      Files.writeString(impatient, "request.timeout.ms=1000\ndefault.api.timeout.ms=1000\n");
      Run run = Run.of("train", "--bootstrap-servers=" + NOBODY, "--properties=" + impatient);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("no broker answers at " + NOBODY, "--no-publish --out DIR");
    }

    @Test
    void oneLineNamesTheAddressAndVerboseAddsTheTrace() {
      Run run = Run.of("topics", "create", "--verbose", "--bootstrap-servers", NOBODY);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .startsWith("sightline topics create: no broker answers at " + NOBODY + " within 15 s")
          .anyMatch(line -> line.startsWith("Caused by: org.apache.kafka"))
          .anyMatch(line -> line.startsWith("\tat dev.sightline.app.connection.Connection"));
    }
  }
}
