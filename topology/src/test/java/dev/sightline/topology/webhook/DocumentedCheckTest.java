package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of a signature in docs/operating.md, in Python. */
class DocumentedCheckTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "drift-alerts-0-17-5";
  private static final long SECONDS = 1_767_323_045L;
  private static final Pattern BLOCK =
      Pattern.compile("```python\n(import [^`]*def is_ours[^`]*)```");

  @BeforeAll
  static void askForPython() {
    assumeTrue(hasPython(), "no python3 here");
  }

  private static boolean hasPython() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itTakesWhatAWorkerSigns() throws Exception {
    assertThat(check(ID, SECONDS, "{'é':1}", SECONDS + 299)).isEqualTo("True");
  }

  @ParameterizedTest
  @CsvSource({
    "drift-alerts-0-18-5, 1767323045, {'é':1}, 1767323045",
    "drift-alerts-0-17-5, 1767323046, {'é':1}, 1767323045",
    "drift-alerts-0-17-5, 1767323045, {'é':2}, 1767323045",
    "drift-alerts-0-17-5, 1767323045, {'é':1}, 1767323346"
  })
  void itTakesNothingThatWasExchangedOrIsOld(String id, long seconds, String body, long now)
      throws Exception {
    assertThat(check(id, seconds, body, now)).isEqualTo("False");
  }

  /** What it says of a post with a signature of id, time and body of the worker. */
  private static String check(String id, long seconds, String body, long now) throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "operating.md")));
    assertThat(block.find()).isTrue();
    String signature = WebhookSecret.of(SECRET).signature(ID, SECONDS, "{'é':1}");
    String script =
        block.group(1)
            + """

            headers = {"webhook-id": "%s", "webhook-timestamp": "%d", "webhook-signature": "%s"}
            print(is_ours(headers, "%s".encode(), "%s", %d))
            """
                .formatted(id, seconds, signature, body, SECRET, now);
    Process python =
        new ProcessBuilder("python3", "-X", "utf8", "-").redirectErrorStream(true).start();
    try (var in = python.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
