package dev.sightline.dashboard.http;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.prediction;
import static dev.sightline.dashboard.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.schemas.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningServer server = RunningServer.open();

  private JsonNode get(String path) throws IOException {
    RunningServer.Answer answer = server.get(path);
    assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private void predict(String id, String label) {
    server.present.predictions().add(prediction(id, label, 0.9f), NOON.toEpochMilli(), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void withNothingOnTheTopicsEverythingIsAnsweredAllTheSame() throws IOException {
    assertThat(get("/api/overview").path("verdict").path("kind").asText()).isEqualTo("no-window");
    for (String path :
        List.of(
            "/api/windows",
            "/api/matrix",
            "/api/classes",
            "/api/rates",
            "/api/models",
            "/api/predictions",
            "/api/dead-letters",
            "/api/status",
            "/api/labelling")) {
      assertThat(get(path).isObject()).as(path).isTrue();
    }
  }

  @Test
  void healthTellsWhatIsWrongAndThatTheProcessLivesAllTheSame() throws IOException {
    assertThat(get("/health").path("healthy").asBoolean()).isTrue();

    server.fault = Optional.of("the broker does not allow it");

    RunningServer.Answer health = server.get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(JSON.readTree(health.body()).path("healthy").asBoolean(true)).isFalse();
    assertThat(JSON.readTree(health.body()).path("reason").asText())
        .isEqualTo("the broker does not allow it");
    assertThat(get("/health/live").path("healthy").asBoolean()).isTrue();
  }

  @Test
  void theFiguresOfAWindowAreThoseOfItsRecord() throws IOException {
    server.present.windows().add(window(0, 8L, 2L, 1L, 9L));

    JsonNode overview = get("/api/overview");
    assertThat(overview.path("model").asText()).isEqualTo("pets");
    assertThat(overview.path("window").path("accuracy").asDouble()).isEqualTo(0.85);
    assertThat(overview.path("window").path("coverage").asDouble()).isEqualTo(0.5);
    JsonNode matrix = get("/api/matrix");
    assertThat(matrix.path("cells")).hasSize(4);
    assertThat(matrix.path("cells").get(0).toString())
        .isEqualTo("{\"actual\":1,\"predicted\":1,\"count\":9}");
    assertThat(get("/api/classes").path("rows")).hasSize(2);
    assertThat(get("/api/windows").path("lines").get(0).path("points")).hasSize(1);
    long number = get("/api/windows").path("number").asLong();
    assertThat(get("/api/windows?since=" + number).path("lines").get(0).path("points")).isEmpty();
  }

  @Test
  void predictionsAreFiltered() throws IOException {
    predict("right", "cat");
    predict("wrong", "cat");
    predict("unknown", "cat");
    server.present.predictions().add(new Label("right", "cat", NOON, null));
    server.present.predictions().add(new Label("wrong", "dog", NOON, null));

    assertThat(ids("")).containsExactly("unknown", "wrong", "right");
    assertThat(ids("?only=mistakes")).containsExactly("wrong");
    assertThat(ids("?only=unlabelled")).containsExactly("unknown");
    assertThat(ids("?actual=dog&predicted=cat")).containsExactly("wrong");
    assertThat(ids("?actual=cat&predicted=cat")).containsExactly("right");
    assertThat(ids("?limit=1")).containsExactly("unknown");
  }

  @Test
  void aParameterThatAPathDoesNotTakeIsNamedWithThoseThatItTakes() throws IOException {
    RunningServer.Answer misspelt = server.get("/api/windows?modle=pets");

    assertThat(misspelt.status()).isEqualTo(400);
    assertThat(JSON.readTree(misspelt.body()).path("error").asText())
        .isEqualTo("modle is no parameter of /api/windows: it takes labels, model, since");
    assertThat(server.get("/api/models?model=pets").body()).contains("it takes none");
  }

  @Test
  void aPathThatThereIsNotIsAnsweredInJson() throws IOException {
    for (String path : List.of("/api/nonsense", "/nonsense")) {
      RunningServer.Answer answer = server.get(path);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.has("Content-Type: application/json")).isTrue();
      assertThat(JSON.readTree(answer.body()).path("error").asText())
          .isEqualTo("GET " + path + " is not answered here: /openapi.json has what is");
    }
  }

  private List<String> ids(String query) throws IOException {
    List<String> ids = new ArrayList<>();
    get("/api/predictions" + query)
        .path("predictions")
        .forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/predictions?only=nonsense",
        "/api/windows?since=-1",
        "/api/windows?labels=-1",
        "/api/windows?labels=0",
        "/api/windows?labels=2147483648",
        "/api/matrix?version=x",
        "/api/predictions?limit=99999999999999999999",
        "/api/image"
      })
  void whatCanNotBeAskedForIsSaid(String path) throws IOException {
    RunningServer.Answer answer = server.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("error").asText()).contains("expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"id\":7}", "no json", "{\"id\":null}"})
  void aBodyThatIsNoneIsSaid(String body) throws IOException {
    assertThat(server.post("/api/labelling/undo", body).status()).isEqualTo(400);
  }

  @Test
  void aBodyWithoutEndIsRefused() throws IOException {
    String body = "{\"id\":\"" + "x".repeat(100_000) + "\"}";

    assertThat(server.post("/api/labelling/undo", body).status()).isEqualTo(413);
  }

  @Test
  void onlyTheFilesOfThePageCanBeAskedFor() throws IOException {
    for (String path :
        List.of("/js/../../../../logback.xml", "/js/%2e%2e/x", "/dev/sightline/x", "/js/")) {
      assertThat(server.get(path).status()).as(path).isIn(400, 404);
    }
  }

  @Test
  void whatStrangersWroteIsTextInThePage() throws IOException {
    assertThat(server.get("/").body()).doesNotContain("<script>").doesNotContain(" style=");
    for (String script : PageFiles.SCRIPTS) {
      assertThat(server.get("/js/" + script).body())
          .as(script)
          .isNotEmpty()
          .doesNotContain("innerHTML")
          .doesNotContain("outerHTML")
          .doesNotContain("insertAdjacentHTML")
          .doesNotContain("document.write")
          .doesNotContain("eval(");
    }
  }

  @Test
  void anImageIsLabelledWithoutBeingToldWhatTheModelSaid() throws IOException {
    predict("image", "cat");

    RunningServer.Answer next =
        server.post("/api/labelling/next", "{\"model\":\"pets\",\"choice\":\"random\"}");
    assertThat(next.body()).contains("\"id\":\"image\"").doesNotContain("cat");
    RunningServer.Answer answer =
        server.post("/api/labelling/answer", "{\"id\":\"image\",\"label\":\"dog\"}");

    assertThat(JSON.readTree(answer.body()).path("predicted").asText()).isEqualTo("cat");
    assertThat(get("/api/labelling").path("held").path("held").asInt()).isEqualTo(1);
    assertThat(
            server
                .post("/api/labelling/next", "{\"model\":\"pets\",\"choice\":\"random\"}")
                .status())
        .isEqualTo(204);
    assertThat(server.post("/api/labelling/undo", "{\"id\":\"image\"}").body())
        .contains("\"withoutTrace\":true");
  }

  @Test
  void whereLabellingIsSwitchedOffNothingIsWritten() throws IOException {
    try (RunningServer off = new RunningServer(RunningServer.settings(null, null, false))) {
      off.present.predictions().add(prediction("image", "cat", 0.5f), NOON.toEpochMilli(), 0);

      assertThat(
              off.post("/api/labelling/next", "{\"model\":\"pets\",\"choice\":\"random\"}")
                  .status())
          .isEqualTo(403);
      assertThat(off.post("/api/labelling/answer", "{\"id\":\"image\",\"label\":\"dog\"}").status())
          .isEqualTo(403);
    }
  }

  @Test
  void eventsSayWhatHasChangedAndGoOnWhereABrowserLeftOff() throws IOException {
    predict("image", "cat");
    String first = event();
    assertThat(first).contains("\"changed\":[\"predictions\"]");
    String id = first.replaceAll("(?s).*id: (\\S+).*", "$1");

    server.present.windows().add(window(0, 8L, 2L, 1L, 9L));

    assertThat(event("Last-Event-ID: " + id)).contains("\"changed\":[\"windows\"]");
    assertThat(event("Last-Event-ID: another-1")).contains("windows", "predictions");
  }

  /** The first event of a fresh visit. */
  private String event(String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write(
              ("GET /api/events HTTP/1.1\r\nHost: "
                      + server.host()
                      + "\r\nAccept: text/event-stream\r\n"
                      + more
                      + "\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder event = new StringBuilder();
      String line = lines.readLine();
      while (!line.startsWith("data:")) {
        event.append(line).append('\n');
        line = lines.readLine();
      }
      return event.append(line).toString();
    }
  }
}
