package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RegistrationTest {
  private volatile boolean away;
  private final List<String> registered = new CopyOnWriteArrayList<>();
  private final Registration registration =
      new Registration(
          List.of(Topics.PREDICTIONS, Topics.METRICS),
          new Registry(),
          Map.of(),
          new MovableClock());

  @Test
  void allIsRegisteredAndNothingIsMissing() throws Exception {
    registration.complete();

    assertThat(registered).containsExactly("predictions-value", "metrics-value");
    assertThat(registration.missing()).isEmpty();
  }

  @Test
  void aRegistryThatIsAwayIsWaitedForAndNamed() throws Exception {
    away = true;
    CompletableFuture<Void> complete =
        CompletableFuture.runAsync(
            () -> {
              try {
                registration.complete();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    await()
        .untilAsserted(
            () ->
                assertThat(registration.missing())
                    .contains(
                        "waits for the schema registry since 2024-05-01T12:00:00Z: no answer"));
    away = false;
    complete.get();

    assertThat(registration.missing()).isEmpty();
    assertThat(registered).hasSize(2);
  }

  @Test
  void anInterruptEndsTheWaitAlsoWhileTheRegistryIsAsked() {
    Registration asking =
        new Registration(
            List.of(Topics.METRICS),
            new Registry() {
              @Override
              public int register(String subject, Schema schema) {
                throw new InterruptException("while waiting for an answer");
              }
            },
            Map.of(),
            new MovableClock());

    assertThatThrownBy(asking::complete).isInstanceOf(InterruptedException.class);
    Thread.interrupted(); // Kafka's exception sets the mark
  }

  private class Registry implements SchemaRegistry {
    @Override
    public int register(String subject, Schema schema) {
      if (away) {
        throw new SchemaRegistryException("no answer");
      }
      registered.add(subject);
      return 1;
    }

    @Override
    public int lookUp(String subject, Schema schema) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Schema schema(int id) {
      throw new UnsupportedOperationException();
    }
  }
}
