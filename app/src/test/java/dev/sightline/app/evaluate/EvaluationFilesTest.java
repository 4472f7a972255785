package dev.sightline.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.console.MistakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFilesTest {
  @TempDir Path temp;

  private static EvaluationFiles files(Path report, Path json) {
    return new EvaluationFiles(
        Optional.ofNullable(report).map(EvaluationFolder::new), Optional.ofNullable(json));
  }

  @Test
  void theReportsFolderIsMadeBeforeTheWork() {
    files(temp.resolve("a/report"), temp.resolve("figures.json")).prepare();

    assertThat(temp.resolve("a/report")).isEmptyDirectory();
    assertThat(temp.resolve("figures.json")).doesNotExist();
  }

  @Test
  void nothingNeedsToBeAskedFor() {
    assertThatCode(() -> files(null, null).prepare()).doesNotThrowAnyException();
  }

  @Test
  void aReportWhereAFileIsIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> files(file, null).prepare())
        .isInstanceOf(MistakeException.class)
        .hasMessageStartingWith("--report: the folder " + file + " can't be made: ");
  }

  @Test
  void figuresThatAreAFolderOrInNoneAreRefused() {
    for (Path json : new Path[] {temp, temp.resolve("no/figures.json")}) {
      assertThatThrownBy(() -> files(null, json).prepare())
          .isInstanceOf(MistakeException.class)
          .hasMessageStartingWith("--json: " + json + " can't be written");
    }
  }
}
