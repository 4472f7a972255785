package dev.sightline.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.dashboard.http.RunningServer.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final String TOKEN = "a token of some length";
  private static final String UNDO = "/api/labelling/undo";
  private static final String SOMETHING = "{\"id\":\"image\"}";

  private RunningServer server = RunningServer.open();

  private void demand(String token, String userHeader) {
    server.close();
    server = new RunningServer(RunningServer.settings(token, userHeader, true));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Nested
  class WhenAForeignPageAsks {
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8090", "127.0.0.1.evil.example", ""})
    void aNameThatIsNotOursIsRefused(String name) throws IOException {
      for (String path : new String[] {"/", "/api/overview", "/api/events", "/health"}) {
        Answer answer = server.get(path, "Host: " + name);

        assertThat(answer.status()).as(path).isIn(400, 403);
        assertThat(answer.body()).as(path).doesNotContain("<title>").doesNotContain("verdict");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:90", "watch.example"})
    void oursAreServed(String name) throws IOException {
      assertThat(server.get("/api/overview", "Host: " + name).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://127.0.0.1:1", "null", "%"})
    void whatChangesSomethingFromAnotherOriginIsRefused(String origin) throws IOException {
      assertThat(server.post(UNDO, SOMETHING, "Origin: " + origin).status()).isEqualTo(403);
    }

    @Test
    void whatTheBrowserCallsCrossSiteIsRefused() throws IOException {
      assertThat(server.post(UNDO, SOMETHING, "Sec-Fetch-Site: cross-site").status())
          .isEqualTo(403);
      assertThat(server.get("/api/image?id=x", "Sec-Fetch-Site: cross-site").status())
          .isEqualTo(403);
      assertThat(server.get("/", "Sec-Fetch-Site: cross-site").status())
          .as("a link from elsewhere")
          .isEqualTo(200);
    }

    @Test
    void aFormOfAnotherPageHasTheWrongType() throws IOException {
      assertThat(server.ask("POST", UNDO, SOMETHING, "Content-Type: text/plain").status())
          .isEqualTo(415);
    }

    @Test
    void ourOwnPageAndProgramsAreServed() throws IOException {
      assertThat(
              server
                  .post(
                      UNDO,
                      SOMETHING,
                      "Origin: http://" + server.host(),
                      "Sec-Fetch-Site: same-origin")
                  .status())
          .isEqualTo(200);
      assertThat(server.post(UNDO, SOMETHING).status()).isEqualTo(200);
    }
  }

  @Nested
  class WhenATokenIsDemanded {
    @Test
    void nothingIsToldWithoutIt() throws IOException {
      demand(TOKEN, null);

      for (String path :
          new String[] {
            "/api/overview", "/api/predictions", "/api/image?id=x", "/api/events", "/openapi.json"
          }) {
        assertThat(server.get(path).status()).as(path).isEqualTo(401);
      }
      assertThat(server.post(UNDO, SOMETHING).status()).isEqualTo(401);
      assertThat(server.get("/").has("Location: /sign-in")).isTrue();
      assertThat(server.get("/sign-in").body()).contains("name=\"token\"");
    }

    @Test
    void aProgramSendsIt() throws IOException {
      demand(TOKEN, null);

      assertThat(server.get("/api/overview", "Authorization: Bearer " + TOKEN).status())
          .isEqualTo(200);
      assertThat(server.get("/api/overview", "Authorization: Bearer " + TOKEN + "x").status())
          .isEqualTo(401);
    }

    @Test
    void aBrowserSignsInOnceAndItsCookieIsNotTheToken() throws IOException {
      demand(TOKEN, null);
      Answer in =
          server.ask(
              "POST",
              "/sign-in",
              "token=" + TOKEN.replace(' ', '+'),
              "Content-Type: application/x-www-form-urlencoded");

      assertThat(in.has("HttpOnly")).isTrue();
      assertThat(in.has("SameSite=Strict")).isTrue();
      assertThat(in.head()).doesNotContain(TOKEN);
      String cookie = in.head().replaceAll("(?s).*Set-Cookie: ([^;]+);.*", "$1");
      assertThat(server.get("/api/overview", "Cookie: " + cookie).status()).isEqualTo(200);
      assertThat(server.get("/api/overview", "Cookie: " + cookie + "0").status()).isEqualTo(401);
    }

    @Test
    void aWrongTokenIsSaidOnThePageToSignIn() throws IOException {
      demand(TOKEN, null);

      Answer in =
          server.ask(
              "POST", "/sign-in", "token=guess", "Content-Type: application/x-www-form-urlencoded");

      assertThat(in.status()).isEqualTo(401);
      assertThat(in.body()).contains("that is not the token", "name=\"token\"");
      assertThat(in.has("Set-Cookie")).isFalse();
    }

    @Test
    void whoTriesManyIsHeldUp() throws IOException {
      demand(TOKEN, null);
      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/api/overview", "Authorization: Bearer guess").status())
            .isEqualTo(401);
      }

      assertThat(server.get("/api/overview", "Authorization: Bearer guess").status())
          .isEqualTo(429);
    }
  }

  @Test
  void aReverseProxysHeaderLetsIn() throws IOException {
    demand(null, "X-Forwarded-User");

    assertThat(server.get("/api/overview").status()).isEqualTo(401);
    assertThat(server.get("/api/overview", "X-Forwarded-User: ").status()).isEqualTo(401);
    assertThat(server.get("/api/overview", "X-Forwarded-User: ada").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/js/app.js", "/api/overview", "/api/nothing", "/style.css"})
  void everyAnswerForbidsWhatThePageDoesNotNeed(String path) throws IOException {
    Answer answer = server.get(path);

    assertThat(answer.has("Content-Security-Policy: default-src 'none'; script-src 'self';"))
        .isTrue();
    assertThat(answer.head()).doesNotContain("unsafe-inline").doesNotContain("unsafe-eval");
    assertThat(answer.has("X-Content-Type-Options: nosniff")).isTrue();
    assertThat(answer.has("frame-ancestors 'none'")).isTrue();
  }
}
