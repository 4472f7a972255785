package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path folder;

  private String identity() {
    try (StateFolder state = new StateFolder(folder)) {
      state.open();
      return state.identity();
    }
  }

  @Test
  void theIdentityOutlivesTheWorker() {
    assertThat(identity()).isNotBlank().isEqualTo(identity());
  }

  @Test
  void anotherFolderHasAnother() {
    String first = identity();
    folder = folder.resolve("another");

    assertThat(identity()).isNotEqualTo(first);
  }

  @Test
  void anIdentityThatIsDamagedIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve("worker-identity"), "1/../2");

    assertThat(identity()).isEqualTo(identity()).doesNotContain("/");
  }

  @Test
  void aSecondWorkerInTheSameFolderIsRefused() {
    try (StateFolder first = new StateFolder(folder);
        StateFolder second = new StateFolder(folder)) {
      first.open();

      assertThatThrownBy(second::open)
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "sightline.state.dir: %s: another worker uses this folder; give each its own,"
                  + " and a sightline.http.port of its own: 0 takes any free one",
              folder);
    }
  }

  @Test
  void aFolderThatCanNotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (StateFolder state = new StateFolder(file)) {
      assertThatThrownBy(state::open)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(file.toString());
    }
  }
}
