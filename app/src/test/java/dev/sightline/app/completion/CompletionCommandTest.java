package dev.sightline.app.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.app.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path folder;

  private static Run script(String shell) {
    Run run = Run.of("completion", shell);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Path script = Files.writeString(folder.resolve("completion.bash"), script("bash").out());
    String complete =
        "source '%s'; COMP_WORDS=(sightline %s); COMP_CWORD=%d; _complete_sightline 2>/dev/null;"
            + " echo ${COMPREPLY[@]}";

    assertThat(output("bash", "-c", complete.formatted(script, "tra", 1)).strip())
        .isEqualTo("train");
    assertThat(output("bash", "-c", complete.formatted(script, "models pro", 2)).strip())
        .isEqualTo("promote");
    assertThat(output("bash", "-c", complete.formatted(script, "train --no-pu", 2)).strip())
        .isEqualTo("--no-publish");
  }

  @Test
  void zshReadsTheSameScript() {
    assertThat(script("zsh").out()).isEqualTo(script("bash").out()).contains("bashcompinit");
  }

  @Test
  void fishHasALineForEachCommandAndOption() {
    assertThat(script("fish").out().lines())
        .contains(
            "complete -c sightline -n '__fish_use_subcommand' -f -a models -d 'Lists model"
                + " versions, promotes one, rolls back, exports.'",
            "complete -c sightline -n '__fish_seen_subcommand_from train' -l no-publish -d 'Don\\'t"
                + " publish; needs --out and no broker.'")
        .anyMatch(line -> line.contains("from models; and __fish_seen_subcommand_from promote'"))
        .anyMatch(line -> line.contains("from evaluate' -l split -x -a 'test train'"))
        .allMatch(line -> line.startsWith("complete -c sightline -n '"));
  }

  @Test
  void fishReadsIt() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "fish"))),
        "fish is not installed");
    Path script = Files.writeString(folder.resolve("completion.fish"), script("fish").out());
    String complete = "source '%s'; complete -C 'sightline models pro'".formatted(script);

    assertThat(List.of(output("fish", "-c", complete).split("\t"))).first().isEqualTo("promote");
  }
}
