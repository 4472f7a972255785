package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryConformance;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every registry must do, on the embedded one. */
class RegistryConformanceIT extends SchemaRegistryConformance {
  @RegisterExtension
  static final SharedRegistry.Extension REGISTRY = new SharedRegistry.Extension();

  @Override
  protected SchemaRegistry connect() {
    return SchemaRegistries.of(Map.of("schema.registry.url", REGISTRY.url()));
  }

  @Override
  protected boolean demandBackwardCompatibility(String subject) throws Exception {
    String path = "/config/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(REGISTRY.url() + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return true;
  }
}
