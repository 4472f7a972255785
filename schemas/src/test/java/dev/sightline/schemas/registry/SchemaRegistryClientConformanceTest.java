package dev.sightline.schemas.registry;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class SchemaRegistryClientConformanceTest extends SchemaRegistryConformance {
  private final FakeRegistry server = FakeRegistry.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected SchemaRegistry connect() {
    return SchemaRegistries.of(Map.of("schema.registry.url", server.url()));
  }
}
