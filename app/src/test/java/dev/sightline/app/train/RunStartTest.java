package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.console.MistakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStartTest {
  @TempDir Path folder;

  @Nested
  class Anew {
    @Test
    void thereIsNothingToGoOnFrom() {
      RunStart start = RunStart.anew(Optional.of(folder.resolve("new")));

      assertThat(start.checkpoint()).isEmpty();
      assertThat(start.history()).isEmpty();
      assertThat(folder.resolve("new")).doesNotExist();
      assertThat(RunStart.anew(Optional.empty()).out()).isEmpty();
    }

    @Test
    void aFolderThatIsEmptyIsTaken() {
      assertThat(RunStart.anew(Optional.of(folder)).out()).contains(folder);
    }

    @Test
    void aFolderThatHoldsAnInterruptedTrainingIsRefusedWithTheWayToGoOn() throws IOException {
      Files.writeString(folder.resolve("checkpoint.zip"), "weights");

      assertRefused("holds a training that was interrupted: --resume goes on with it");
    }

    @Test
    void aFolderWithNothingToGoOnFromIsRefusedWithoutProposingTo() throws IOException {
      Files.writeString(folder.resolve("recipe.properties"), "epochs=1");
      assertRefused("is there already, and holds no training to go on with: name another folder");

      Files.writeString(folder.resolve("manifest.json"), "{}");
      assertRefused("holds a training that has come to its end: name another folder");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeTheTraining() throws IOException {
      Path file = Files.writeString(folder.resolve("file"), "text");

      assertThatThrownBy(() -> RunStart.anew(Optional.of(file.resolve("run"))))
          .isInstanceOf(MistakeException.class)
          .hasMessageStartingWith("--out: " + file.resolve("run") + " can't be made")
          .hasMessageNotContaining("Exception");
    }

    private void assertRefused(String why) {
      assertThatThrownBy(() -> RunStart.anew(Optional.of(folder)))
          .isInstanceOf(MistakeException.class)
          .hasMessageStartingWith("--out: %s %s", folder, why);
      assertThat(folder).isNotEmptyDirectory();
    }
  }

  @Nested
  class Resumed {
    @Test
    void aFolderWithoutACheckpointIsRefused() {
      assertThatThrownBy(() -> RunStart.resumed(folder))
          .isInstanceOf(MistakeException.class)
          .hasMessage("--resume: there is no checkpoint in " + folder);
    }

    @Test
    void aTrainingThatHasEndedIsRefused() throws IOException {
      Files.writeString(folder.resolve("manifest.json"), "{}");

      assertThatThrownBy(() -> RunStart.resumed(folder))
          .isInstanceOf(MistakeException.class)
          .hasMessage("--resume: the training in %s has come to its end", folder);
    }

    @Test
    void aDamagedCheckpointIsRefusedByName() throws IOException {
      Files.writeString(folder.resolve("checkpoint.zip"), "no checkpoint");

      assertThatThrownBy(() -> RunStart.resumed(folder))
          .isInstanceOf(MistakeException.class)
          .hasMessageContaining("checkpoint.zip");
    }
  }
}
