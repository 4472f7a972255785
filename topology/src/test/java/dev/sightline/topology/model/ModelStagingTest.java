package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStagingTest {
  @TempDir Path state;
  private Path root;

  @BeforeEach
  void aFolderThatAKilledProcessWasLoadingIn() throws IOException {
    root = state.resolve("models");
    folder("shift-12345678901234", "archive.zip", "saved-model/saved_model.pb");
  }

  private Path folder(String name, String... files) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    for (String file : files) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "x");
    }
    return folder;
  }

  @Nested
  class WhenAProcessWasKilledWhileItLoaded {
    @Test
    void theNextOneRemovesWhatItLeft() throws IOException {
      folder("shift-123456789012345678", "archive.zip", ".unpacking-7/saved_model.pb");
      folder("shift-98765432109876");

      try (ModelStaging staging = new ModelStaging(root)) {
        staging.removeLeftovers();

        assertThat(root).isEmptyDirectory();
      }
    }

    @Test
    void whatIsNotItsOwnStays() throws IOException {
      Path others = folder("resnet-50", "saved-model/saved_model.pb");
      Path alike = folder("notes-12345678901234", "archive.zip", "mine.txt");
      Path file = Files.writeString(root.resolve("shift-11111111111111"), "mine");

      try (ModelStaging staging = new ModelStaging(root)) {
        staging.removeLeftovers();

        assertThat(root).isDirectoryNotContaining("glob:**/shift-12345678901234");
        assertThat(others).isNotEmptyDirectory();
        assertThat(alike).isNotEmptyDirectory();
        assertThat(file).exists();
      }
    }

    @Test
    void whatALiveOneMayUseStays() {
      try (ModelStaging live = new ModelStaging(state.resolve("models").resolve("../models"));
          ModelStaging second = new ModelStaging(root)) {
        live.removeLeftovers();
        Path inUse = Files.createDirectories(root.resolve("shift-55555555555555"));

        second.removeLeftovers();

        assertThat(inUse).exists();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class WhenTheDiskFails {
    @Test
    void theStartGoesOnAndTheNextTryRemovesThem() throws IOException {
      Path elsewhere = Files.move(root, state.resolve("elsewhere"));
      Files.writeString(root, "a file in the folder's place");
      try (ModelStaging staging = new ModelStaging(root)) {
        assertThatCode(staging::removeLeftovers).doesNotThrowAnyException();

        Files.delete(root);
        Files.move(elsewhere, root);
        staging.removeLeftovers();

        assertThat(root).isEmptyDirectory();
      }
    }
  }
}
