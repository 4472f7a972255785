package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.Sightline;
import dev.sightline.fixtures.Pictures;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo in a process of its own, on two hundred and ten pictures of three pale colours, of which
 * the darkest is brighter than any at dusk.
 */
class DemoIT {
  private static final Duration AT_MOST = Duration.ofSeconds(150);

  @TempDir Path folder;
  private Path data;
  private Path temporary;
  private Path log;
  private Process demo;

  @BeforeEach
  void draw() throws IOException {
    data = folder.resolve("colours");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    log = folder.resolve("log");
    for (int i = 0; i < 70; i++) {
      int pale = 150 + i / 2;
      Pictures.write(data.resolve("red/" + i + ".png"), new Color(255, pale, pale), 32, 32);
      Pictures.write(data.resolve("green/" + i + ".png"), new Color(pale, 255, pale), 32, 32);
      Pictures.write(data.resolve("blue/" + i + ".png"), new Color(pale, pale, 255), 32, 32);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    demo.destroyForcibly().waitFor();
  }

  @Test
  void everyImageComesOutBothVersionsServeAndDriftIsSeenAndOver() throws Exception {
    Path summary = folder.resolve("summary.json");
    start("--images=1200", "--label-delay=250ms", "--no-wait", "--summary=" + summary);
    assertThat(exitCode()).as(log()).isZero();
    JsonNode result = new ObjectMapper().readTree(summary.toFile());
    assertThat(result.get("images").asLong()).isEqualTo(1200);
    assertThat(result.get("predictions").asLong()).isEqualTo(1200);
    assertThat(result.get("deadLetters").asLong()).isZero();
    assertThat(result.get("labels").asLong()).isEqualTo(1200);
    assertThat(result.get("modelVersions")).hasSize(2);
    assertThat(result.get("alerts"))
        .as("raised in the dusk and cleared after it: %s", log())
        .anySatisfy(
            alert -> {
              assertThat(alert.get("statistic").asText()).isEqualTo("brightness");
              assertThat(alert.get("clearedAtImage").isNumber()).isTrue();
            });
    assertThat(log()).contains("dark and blurred", "as they were again", "ALARM", "cleared at");
    assertThat(log()).contains("1200 images = 1200 predictions + 0 dead letters; 1200 labels");
    assertNothingIsLeft();
  }

  /** What Ctrl-C does, but for the number of the signal. */
  @Test
  void whoeverStopsItHearsHowFarItCame() throws Exception {
    start();
    waitFor("the first images").until(() -> log().contains(" labelled") || !demo.isAlive());
    demo.destroy();
    assertThat(exitCode()).as(log()).isEqualTo(128 + 15);
    assertThat(log().substring(log().indexOf("Stopping …")))
        .containsPattern("So far: [1-9][0-9]* predictions, 0 dead letters")
        .contains("version 1: ", " labelled");
    assertNothingIsLeft();
  }

  private void start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Djava.io.tmpdir=" + temporary));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Sightline.class.getName()));
    command.addAll(List.of("demo", "--data=" + data, "--rate=200"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
    demo = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private int exitCode() throws InterruptedException, IOException {
    assertThat(demo.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
    return demo.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(log);
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> Files.isDirectory(path))).isEmpty();
    }
  }
}
