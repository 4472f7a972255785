package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.registry.SchemaRegistries;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class StreamsClientsTest {
  @Test
  void theTransactionalIdIsTheSameWheneverTheWorkerStarts() {
    String identity = UUID.randomUUID().toString();

    assertThat(
            StreamsClients.ownTransactionalId(
                "my-app-score-" + UUID.randomUUID() + "-12", identity))
        .isEqualTo("my-app-score-" + identity + "-12");
  }

  @Test
  void whileAnyBrokerHasAnAddressMoreCanBeMade() {
    try (StreamsClients clients = clients()) {
      clients.getAdmin(Map.of("bootstrap.servers", "nobody.invalid:9092,127.0.0.1:1")).close();

      assertThat(clients.canBeMade()).isTrue();
    }
  }

  @Test
  void whileNoBrokerHasAnAddressNoneCanBeMade() {
    try (StreamsClients clients = clients()) {
      Map<String, Object> nobody = Map.of("bootstrap.servers", "nobody.invalid:9092");
      assertThatThrownBy(() -> clients.getAdmin(nobody)).isInstanceOf(KafkaException.class);

      assertThat(clients.canBeMade()).isFalse();
    }
  }

  @Test
  void whatElseKeepsThemFromBeingMadeIsThrown() {
    try (StreamsClients clients = clients()) {
      Map<String, Object> noStore =
          Map.of(
              "bootstrap.servers", "127.0.0.1:1",
              "security.protocol", "SSL",
              "ssl.truststore.location", "/no/such/store");
      assertThatThrownBy(() -> clients.getAdmin(noStore)).isInstanceOf(KafkaException.class);

      assertThatThrownBy(clients::canBeMade)
          .isInstanceOf(KafkaException.class)
          .hasStackTraceContaining("/no/such/store");
    }
  }

  private static StreamsClients clients() {
    return new StreamsClients(
        SchemaRegistries.of(Map.of("schema.registry.url", "mock://streams-clients")),
        Set.of(),
        "identity",
        Optional.empty(),
        Clock.systemUTC());
  }

  @Test
  void anotherTransactionalIdStaysAsItIs() {
    assertThat(StreamsClients.ownTransactionalId("mine", "identity")).isEqualTo("mine");
  }
}
