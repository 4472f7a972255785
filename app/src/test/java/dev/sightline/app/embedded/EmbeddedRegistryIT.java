package dev.sightline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void registersSchemasRefusesIncompatibleOnesAndEndsWhenClosed() throws Exception {
    EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    URI versions = URI.create(registry.url() + "/subjects/images-value/versions");
    try (registry) {
      assertThat(post(versions, record("one")).body()).matches("\\{\"id\":\\d+}");
      assertThat(post(versions, record("two")).statusCode()).isEqualTo(409);
    }

    assertThatThrownBy(() -> post(versions, record("one"))).isInstanceOf(ConnectException.class);
  }

  @Nested
  class WhenTheRegistryIsNotThere {
    @Test
    void theMessageNamesTheFolderAndTheWayOut() {
      assertThatThrownBy(() -> RegistryFolder.in(folder.resolve("nowhere")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(folder.resolve("nowhere").toString())
          .hasMessageContaining("mvn package")
          .hasMessageContaining("-Dsightline.registry.home");
    }

    @Test
    void anEmptyFolderIsNoRegistry() {
      assertThatThrownBy(() -> RegistryFolder.in(folder))
          .hasMessageContaining("No schema registry in " + folder);
    }
  }

  @Test
  void aRegistryThatEndsAtOnceIsReportedWithTheEndOfItsLog() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    brokenRunner(home.resolve("broken-runner.jar"));
    Path log = folder.resolve("registry.log");

    assertThatThrownBy(() -> EmbeddedRegistry.start(RegistryFolder.in(home), log))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining(log.toString())
        .hasMessageContaining("ClassNotFoundException: no.such.Main");
  }

  private HttpResponse<String> post(URI uri, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A record with one field without a default: incompatible with any other name of the field. */
  private static String record(String field) {
    return """
    {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"%s\\",\\"type\\":\\"int\\"}]}"}\
    """
        .formatted(field);
  }

  private static void brokenRunner(Path jar) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write("Manifest-Version: 1.0\nMain-Class: no.such.Main\n".getBytes());
    }
  }
}
