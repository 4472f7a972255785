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
    void aFolderThatIsThereIsRefused() {
      assertThatThrownBy(() -> RunStart.anew(Optional.of(folder)))
          .isInstanceOf(MistakeException.class)
          .hasMessage(
              "--out: %s is there already; --resume goes on with a training that was interrupted",
              folder);
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
