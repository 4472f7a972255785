package dev.sightline.topology.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.topology.time.MovingClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReceiverTest {
  private static final WebhookSecret SECRET =
      WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;

  private record Received(String path, String method, Headers headers, String body) {}

  private HttpReceiver receiver(HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              new Received(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestMethod(),
                  exchange.getRequestHeaders(),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          handler.handle(exchange);
        });
    server.start();
    return to(server.getAddress().getPort(), Duration.ofSeconds(30));
  }

  private static HttpReceiver to(int port, Duration timeout) {
    return new HttpReceiver(
        new WebhookSettings(
            URI.create("http://127.0.0.1:" + port + "/alerts?token=hush"),
            WebhookFormat.JSON,
            Optional.of(SECRET),
            timeout,
            Duration.ofMinutes(1)),
        new MovingClock());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @AfterEach
  void stop() {
    ended.countDown();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void anAlertThatIsTakenIsPostedWithIdTimeAndSignature(int status) throws Exception {
    HttpReceiver receiver = receiver(exchange -> answer(exchange, status, ""));

    assertThat(receiver.post("drift-alerts-0-17-5", "{\"é\":1}")).isEqualTo(new Answer.Taken());

    assertThat(received).hasSize(1);
    Received request = received.get(0);
    assertThat(request.path()).isEqualTo("/alerts?token=hush");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo("{\"é\":1}");
    assertThat(request.headers().getFirst("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(request.headers().getFirst("webhook-id")).isEqualTo("drift-alerts-0-17-5");
    assertThat(request.headers().getFirst("webhook-timestamp")).isEqualTo("1767323045");
    assertThat(request.headers().getFirst("webhook-signature"))
        .isEqualTo(SECRET.signature("drift-alerts-0-17-5", 1767323045L, "{\"é\":1}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422})
  void oneThatIsNotWantedIsRefusedWithTheReceiversFirstWords(int status) throws Exception {
    HttpReceiver receiver =
        receiver(exchange -> answer(exchange, status, " no\r\n\tsuch  channel\u0007 \n"));

    assertThat(receiver.post("id", "{}"))
        .isEqualTo(new Answer.Refused("127.0.0.1 answers " + status + ": no such channel"));
  }

  @ParameterizedTest
  @CsvSource({"408", "425", "429", "500", "502", "503", "599"})
  void aReceiverThatCantNowIsUnavailable(int status) throws Exception {
    HttpReceiver receiver = receiver(exchange -> answer(exchange, status, ""));

    assertThat(receiver.post("id", "{}"))
        .isEqualTo(new Answer.Unavailable("127.0.0.1 answers " + status, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "0, 0",
    "86400, 3600",
    "99999999999999999999, 3600",
    "'Fri, 02 Jan 2026 03:05:05 GMT', 60",
    "'Fri, 02 Jan 2026 03:00:00 GMT', 0",
    "'Sat, 02 Jan 2027 03:00:00 GMT', 3600"
  })
  void whatItAsksForIsHeeded(String asked, long seconds) throws Exception {
    assertThat(waitAsked(asked)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1.5", "2026-01-02"})
  void whatCantBeReadIsNot(String asked) throws Exception {
    assertThat(waitAsked(asked)).isEmpty();
  }

  private Optional<Duration> waitAsked(String asked) throws Exception {
    HttpReceiver receiver =
        receiver(
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", asked);
              answer(exchange, 429, "");
            });
    return ((Answer.Unavailable) receiver.post("id", "{}")).retryAfter();
  }

  @Test
  void aRedirectIsNotFollowedAndSaidSo() throws Exception {
    HttpReceiver receiver =
        receiver(
            exchange -> {
              exchange.getResponseHeaders().add("Location", "/elsewhere");
              answer(exchange, 307, "");
            });

    assertThat(receiver.post("id", "{}"))
        .isEqualTo(
            new Answer.Unavailable(
                "127.0.0.1 answers 307: a redirect, which is not followed", Optional.empty()));
    assertThat(received).hasSize(1);
  }

  @Test
  void oneThatStallsIsGivenUpAfterTheTimeOut() throws Exception {
    receiver(exchange -> await());

    assertThat(to(server.getAddress().getPort(), Duration.ofMillis(200)).post("id", "{}"))
        .isEqualTo(
            new Answer.Unavailable("127.0.0.1 does not answer within 200 ms", Optional.empty()));
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theBodyOfOneThatHasTakenItIsNotWaitedFor() throws Exception {
    HttpReceiver receiver =
        receiver(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('.');
              exchange.getResponseBody().flush();
              await();
            });

    assertThat(receiver.post("id", "{}")).isEqualTo(new Answer.Taken());
  }

  @Test
  void anEndlessBodyIsReadNoFurtherThanItsFirstWords() throws Exception {
    HttpReceiver receiver =
        receiver(
            exchange -> {
              exchange.sendResponseHeaders(400, 0);
              while (ended.getCount() > 0) {
                exchange.getResponseBody().write("no ".repeat(1_000).getBytes(UTF_8));
              }
            });

    assertThat(((Answer.Refused) receiver.post("id", "{}")).why())
        .startsWith("127.0.0.1 answers 400: no no no")
        .hasSizeLessThan(240);
  }

  @Test
  void oneThatIsNotThereIsUnavailableAndItsAddressIsNotTold() throws Exception {
    receiver(exchange -> {});
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(to(port, Duration.ofSeconds(30)).post("id", "{}"))
        .isInstanceOfSatisfying(
            Answer.Unavailable.class,
            answer ->
                assertThat(answer.why())
                    .startsWith("127.0.0.1 can't be reached: ")
                    .doesNotContain("hush"));
  }
}
