package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs on any real registry: {@code mvn test -Dschema.registry.url=http://localhost:8081}. */
@EnabledIfSystemProperty(named = "schema.registry.url", matches = "https?://.+")
class RealRegistryConformanceTest extends SchemaRegistryConformance {
  private final String url = System.getProperty("schema.registry.url");

  @Override
  protected SchemaRegistry connect() {
    return SchemaRegistries.of(Map.of("schema.registry.url", url));
  }

  @Override
  protected boolean demandBackwardCompatibility(String subject) throws Exception {
    String path = "/config/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return true;
  }
}
