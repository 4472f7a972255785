package dev.sightline.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private final HttpServer server =
      new HttpServer(
          "127.0.0.1",
          0,
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          () -> new Health(true, "lives"),
          () -> new Health(false, "waits"));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void healthIsToldByStatusAndReason() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).contains("\"reason\":\"waits\"");
  }

  @Test
  void aPathThatThereIsNotIsAnsweredInJsonWithThoseThatThereAre() throws Exception {
    HttpResponse<String> answer = get("/nonsense");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).contains("GET /nonsense is not answered here", "/health/ready");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
