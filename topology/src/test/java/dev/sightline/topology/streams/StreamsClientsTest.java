package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
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
  void anotherTransactionalIdStaysAsItIs() {
    assertThat(StreamsClients.ownTransactionalId("mine", "identity")).isEqualTo("mine");
  }
}
