package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest extends SchemaRegistryConformance {
  @Override
  protected SchemaRegistry connect() {
    return SchemaRegistries.of(Map.of("schema.registry.url", "mock://conformance"));
  }

  @Test
  void anotherScopeIsAnotherRegistry() {
    Schema schema = Schema.createFixed("F", null, "scopes", 3);
    connect().register("scopes-value", schema);
    SchemaRegistry other = SchemaRegistries.of(Map.of("schema.registry.url", "mock://other"));

    assertThatThrownBy(() -> other.lookUp("scopes-value", schema))
        .isInstanceOf(SchemaRegistryException.class);
    assertThat(connect().lookUp("scopes-value", schema)).isPositive();
  }
}
