package dev.sightline.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Run;
import dev.sightline.app.metrics.LabelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DashboardCommandTest {
  @TempDir Path folder;

  @Test
  void everyOptionOfItsOwnIsDocumentedWithItsDefault() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "dashboard.md"));

    assertThat(new CommandLine(new DashboardCommand()).getCommandSpec().options())
        .filteredOn(
            option ->
                option.userObject() instanceof java.lang.reflect.Field field
                    && Set.of(DashboardCommand.class, LabelOptions.class)
                        .contains(field.getDeclaringClass()))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            option ->
                assertThat(page)
                    .contains(
                        option.arity().max() == 0
                            ? "| `" + option.longestName() + "` | |"
                            : "| `%s %s` | %s|"
                                .formatted(
                                    option.longestName(),
                                    option.paramLabel(),
                                    option.defaultValue() == null
                                        ? ""
                                        : "`" + option.defaultValue() + "` ")));
  }

  @Test
  void anAddressThatOthersReachNeedsATokenOrAProxy() {
    Run run = Run.of("dashboard", "--host", "0.0.0.0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("0.0.0.0 can be reached from other machines: give --token-file");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "short\n");
    Run run =
        Run.of(
            "dashboard",
            "--token-file",
            token.toString(),
            "--port",
            "70000",
            "--min-labels",
            "0",
            "--last-labels",
            "0",
            "--no-images");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "the token has 5 characters",
            "expected a port from 0 to 65535",
            "expected at least 1 label for an accuracy, found 0",
            "expected at least 1 label in a window by count, found 0",
            "--no-images needs --no-labelling");
  }

  @Test
  void aTokenFileThatIsNotThereIsNamed() {
    Run run = Run.of("dashboard", "--token-file", folder.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--token-file: can't read " + folder.resolve("none"));
  }
}
