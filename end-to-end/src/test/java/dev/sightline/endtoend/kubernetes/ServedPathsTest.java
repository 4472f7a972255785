package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.http.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The paths that probes and Prometheus ask for are there, for one who has no token. */
class ServedPathsTest {
  @Test
  void aWorkerAnswersItsProbesAndPrometheus() throws Exception {
    List<String> paths =
        Stream.concat(
                probed("base/worker.yaml").stream(),
                YamlDocuments.in("components/monitoring/service-monitor.yaml")
                    .get(0)
                    .findValuesAsText("path")
                    .stream())
            .toList();
    try (HttpServer server =
        new HttpServer(
            "127.0.0.1",
            0,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            () -> Health.healthy("it lives"),
            () -> Health.healthy("it gets on"))) {
      assertThat(paths).hasSize(4);
      for (String path : paths) {
        assertThat(status(server.port(), path)).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void aDashboardAnswersItsProbesWithoutATokenAndWithoutABroker() throws Exception {
    DashboardSettings settings =
        new DashboardSettings(
            "127.0.0.1",
            0,
            Optional.of("a token of 22 letters"),
            Optional.empty(),
            Set.of(),
            "sightline",
            LabelBounds.DEFAULTS,
            true,
            true,
            Duration.ofSeconds(5),
            Duration.ofMinutes(45));
    Map<String, Object> nobodyThere =
        new HashMap<>(
            Map.of(
                "bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"));
    try (Dashboard dashboard = Dashboard.start(nobodyThere, settings)) {
      assertThat(probed("base/dashboard.yaml")).hasSize(3);
      for (String path : probed("base/dashboard.yaml")) {
        assertThat(status(dashboard.port(), path)).as(path).isEqualTo(200);
      }
      assertThat(status(dashboard.port(), "/api/overview")).isEqualTo(401);
    }
  }

  private static List<String> probed(String file) {
    JsonNode container = Pod.of(YamlDocuments.in(file).get(0)).orElseThrow().container();
    return container.findValues("httpGet").stream()
        .map(probe -> probe.required("path").asText())
        .toList();
  }

  private static int status(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
