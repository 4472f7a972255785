package dev.sightline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window, driven over its DevTools protocol: one page, by one thread.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MS = 100;

  private final Process process;
  private final Path profile;
  private final DevTools page;

  private Browser(Process process, Path profile, DevTools page) {
    this.process = process;
    this.profile = profile;
    this.page = page;
  }

  /** Where Chromium is installed, if it is. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with an empty page. */
  static Browser start(Path chromium) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("sightline-chromium-");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try {
      return new Browser(process, profile, DevTools.connect(profile, process));
    } catch (IOException | InterruptedException | RuntimeException failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  /** Opens an address, and waits until the page is loaded. */
  void open(String url) {
    page.send("Page.navigate", Map.of("url", url));
    waitUntil("document.readyState === 'complete' && location.href.startsWith('http')");
  }

  /** The value of an expression, or of the promise that it gives. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        page.send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** The text of the first element that a selector finds. */
  String text(String selector) {
    return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''").asText();
  }

  /** Waits until an expression is true. */
  void waitUntil(String expression) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate("Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within %s: %s; the page says: %s".formatted(PATIENCE, expression, text("body")));
      }
      pause();
    }
  }

  /** Presses a key that writes a character. */
  void press(String character) {
    for (String type : List.of("keyDown", "keyUp")) {
      page.send(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", character, "text", type.equals("keyDown") ? character : ""));
    }
  }

  /** Sets the size in pixels, and whether the device asks for dark colours. */
  void view(int width, int height, boolean dark) {
    page.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    page.send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Writes the whole page as a PNG file. */
  void screenshot(Path file) throws IOException {
    JsonNode answer =
        page.send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    page.close();
    List<ProcessHandle> helpers = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    // some of them write to the profile a little longer
    helpers.forEach(ProcessHandle::destroyForcibly);
    helpers.forEach(helper -> helper.onExit().join());
    try (Stream<Path> tree = Files.walk(profile)) {
      tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** The connection to a page: a command at a time, and its answer. */
  private static final class DevTools implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private WebSocket socket;
    private int number;

    static DevTools connect(Path profile, Process process)
        throws IOException, InterruptedException {
      HttpClient http = HttpClient.newHttpClient();
      Path portFile = profile.resolve("DevToolsActivePort");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(
              "Chromium does not start: " + Files.readString(profile.resolve("log")));
        }
        pause();
      }
      URI list =
          URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).get(0) + "/json/list");
      String targets =
          http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      for (JsonNode target : JSON.readTree(targets)) {
        if (target.path("type").asText().equals("page")) {
          DevTools tools = new DevTools();
          tools.socket =
              http.newWebSocketBuilder()
                  .buildAsync(URI.create(target.path("webSocketDebuggerUrl").asText()), tools)
                  .join();
          return tools;
        }
      }
      throw new IOException("Chromium has no page: " + targets);
    }

    JsonNode send(String method, Map<String, ?> parameters) {
      try {
        int id = ++number;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket
            .sendText(
                JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)),
                true)
            .join();
        JsonNode said = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (said.has("error")) {
          throw new AssertionError(method + ": " + said.get("error"));
        }
        return said.path("result");
      } catch (Exception failed) {
        throw new IllegalStateException(method + " failed: " + failed, failed);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(frame.toString());
          CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt(-1));
          if (answer != null) {
            answer.complete(message);
          }
        } catch (IOException damaged) {
          throw new IllegalStateException(damaged);
        } finally {
          frame.setLength(0);
        }
      }
      from.request(1);
      return null;
    }

    void close() {
      socket.abort();
    }
  }
}
