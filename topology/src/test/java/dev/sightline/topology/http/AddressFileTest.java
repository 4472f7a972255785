package dev.sightline.topology.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 127.0.0.1", "::, 127.0.0.1", "10.1.2.3, 10.1.2.3"})
  void itNamesAnAddressThatThisMachineReaches(String host, String near) {
    new AddressFile(Optional.of(folder), 7).write(host, 8080);

    assertThat(folder.resolve("sightline-address.7")).hasContent(near + " 8080\n");
  }

  @Test
  void withoutAFolderNothingIsWritten() {
    new AddressFile(Optional.empty(), 7).write("0.0.0.0", 8080);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatCantBeWrittenToStopsNobody() {
    assertThatCode(() -> new AddressFile(Optional.of(folder.resolve("none")), 7).write("::", 1))
        .doesNotThrowAnyException();
  }

  /** The image's script, which goes by such a file. */
  @Nested
  class WhenTheHealthOfAContainerIsAskedFor {
    private static final Path SCRIPT = Path.of("..", "docker", "healthy");

    @BeforeEach
    void onLinux() {
      assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux, as the image does");
    }

    @Test
    void thePortIsThatOfTheFile() throws Exception {
      try (OneAnswer server = OneAnswer.of("200 OK")) {
        new AddressFile(Optional.of(folder), ProcessHandle.current().pid())
            .write(InetAddress.getLoopbackAddress().getHostAddress(), server.port());

        assertThat(healthy("/health/live")).isEqualTo(new Ended(0, ""));
        assertThat(server.asked()).isEqualTo("GET /health/live HTTP/1.0");
      }
    }

    @Test
    void anotherAnswerThan200IsNotWell() throws Exception {
      try (OneAnswer server = OneAnswer.of("503 Service Unavailable")) {
        new AddressFile(Optional.of(folder), ProcessHandle.current().pid())
            .write("127.0.0.1", server.port());

        assertThat(healthy("/health/ready"))
            .isEqualTo(new Ended(1, "/health/ready: HTTP/1.1 503 Service Unavailable"));
      }
    }

    @Test
    void aProcessThatHasEndedIsNotAsked() throws Exception {
      Process ended = new ProcessBuilder("true").start();
      ended.waitFor();
      new AddressFile(Optional.of(folder), ended.pid()).write("127.0.0.1", 9);

      assertThat(healthy("/health/live"))
          .isEqualTo(new Ended(1, "nothing here listens on a port yet"));
    }

    private record Ended(int exitCode, String said) {}

    private Ended healthy(String path) throws IOException, InterruptedException {
      ProcessBuilder script = new ProcessBuilder("bash", SCRIPT.toString(), path);
      script.environment().put("HEALTHY_ADDRESSES", folder.toString());
      script.environment().put("HEALTHY_COMMAND", "java dev.sightline.app.Sightline run");
      File said = Files.createTempFile(folder, "said", "").toFile();
      Process process = script.redirectErrorStream(true).redirectOutput(said).start();
      int exitCode = process.waitFor();
      return new Ended(exitCode, Files.readString(said.toPath(), StandardCharsets.UTF_8).strip());
    }
  }
}
