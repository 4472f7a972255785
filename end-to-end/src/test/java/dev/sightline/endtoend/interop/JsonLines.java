package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A running program that prints a JSON object a line. Close it to end the program. */
final class JsonLines implements AutoCloseable {
  private static final int ANSWER_WITHIN_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String what;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /**
   * @param what the program reads, for messages
   */
  JsonLines(String what, Process process) {
    this.what = what;
    this.process = process;
    Thread thread = new Thread(this::takeLines, "read-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  private void takeLines() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException closed) {
      lines.add(closed.toString());
    }
  }

  /** The next object that is asked for; others are passed over. */
  JsonNode next(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_WITHIN_SECONDS);
    String last = "nothing";
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError(
            "the reader of %s shows no such record within %d s; the last line was %s"
                .formatted(what, ANSWER_WITHIN_SECONDS, last));
      }
      assertThat(line).as("what the reader of " + what + " says").startsWith("{");
      JsonNode record = JSON.readTree(line);
      if (wanted.test(record)) {
        return record;
      }
      last = line;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
