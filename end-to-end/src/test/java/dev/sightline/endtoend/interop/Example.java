package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The programs of {@code docs/examples} in one language, as they are.
 *
 * @param interpreter that runs them
 * @param folder where they are
 * @param ending of their names
 */
record Example(String interpreter, Path folder, String ending) {
  private static final int PUBLISH_WITHIN_SECONDS = 60;

  /** Publishes the pictures of a folder, and returns what was said. */
  String publish(Map<String, Object> connection, Path pictures)
      throws IOException, InterruptedException {
    Process process = start(connection, "publish", pictures.toAbsolutePath().toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PUBLISH_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said + Files.readString(log("publish"))).isZero();
    return said;
  }

  /** Follows a topic from its beginning on. The caller closes it. */
  JsonLines follow(Map<String, Object> connection, String topic) throws IOException {
    return new JsonLines(topic, start(connection, "follow", topic));
  }

  private Process start(Map<String, Object> connection, String program, String argument)
      throws IOException {
    return new ProcessBuilder(
            interpreter,
            folder.resolve(program + ending).toString(),
            connection.get("bootstrap.servers").toString(),
            connection.get("schema.registry.url").toString(),
            argument)
        .redirectError(ProcessBuilder.Redirect.appendTo(log(program).toFile()))
        .start();
  }

  private Path log(String program) throws IOException {
    return Files.createDirectories(Path.of("target", "interop")).resolve(program + ending + ".log");
  }
}
