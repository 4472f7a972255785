package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchemaLookupTest {
  private static final Schema SCHEMA = Schema.create(Schema.Type.LONG);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicInteger requests = new AtomicInteger();
  private volatile IntFunction<Schema> answer = id -> SCHEMA;
  private final SchemaLookup lookup = new SchemaLookup(new Registry());

  @AfterEach
  void close() {
    lookup.close();
  }

  @Nested
  class WhenTheRegistryAnswers {
    @Test
    void anIdIsAnsweredAndAskedForOnce() {
      assertThat(lookup.isAnswered(1, LONG)).isTrue();
      assertThat(lookup.isAnswered(1, Duration.ZERO)).isTrue();
      assertThat(requests).hasValue(1);
    }

    @Test
    void thatThereIsNoSuchSchemaIsAnAnswerToo() {
      answer =
          id -> {
            throw new UnknownSchemaException("no schema with id " + id);
          };

      assertThat(lookup.isAnswered(2, LONG)).isTrue();
      assertThat(lookup.isAnswered(2, Duration.ZERO)).isTrue();
      assertThat(requests).hasValue(1);
    }
  }

  @Nested
  class WhenTheRegistryIsAway {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch back = new CountDownLatch(1);

    @Test
    void nobodyWaitsLongerThanTheirPatienceAndOneRequestIsForAll() throws Exception {
      answer = this::hang;

      assertThat(lookup.isAnswered(1, Duration.ZERO)).isFalse();
      asked.await();
      assertThat(lookup.isAnswered(1, Duration.ofMillis(1))).isFalse();
      CompletableFuture<Boolean> other =
          CompletableFuture.supplyAsync(() -> lookup.isAnswered(1, LONG));
      back.countDown();

      assertThat(other.get()).isTrue();
      assertThat(requests).hasValue(1);
    }

    @Test
    void aKnownIdIsAnsweredAllTheSame() throws Exception {
      lookup.isAnswered(1, LONG);
      answer = this::hang;
      lookup.isAnswered(2, Duration.ZERO);
      asked.await();

      assertThat(lookup.isAnswered(1, Duration.ZERO)).isTrue();
      back.countDown();
    }

    @Test
    void itIsAskedAgainUntilItAnswersAndTheFailureCanBeSaidMeanwhile() {
      CompletableFuture<Void> seen = new CompletableFuture<>();
      answer =
          id -> {
            if (requests.get() == 1) {
              throw new SchemaRegistryException("no schema registry answered");
            }
            seen.join();
            return SCHEMA;
          };

      lookup.isAnswered(7, Duration.ZERO);
      while (requests.get() < 2) {
        Thread.onSpinWait();
      }
      assertThat(lookup.failure(7)).contains("no schema registry answered");
      seen.complete(null);

      assertThat(lookup.isAnswered(7, LONG)).isTrue();
      assertThat(lookup.failure(7)).isEmpty();
    }

    private Schema hang(int id) {
      asked.countDown();
      try {
        back.await();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
      return SCHEMA;
    }
  }

  private final class Registry implements SchemaRegistry {
    @Override
    public Schema schema(int id) {
      requests.incrementAndGet();
      return answer.apply(id);
    }

    @Override
    public int register(String subject, Schema schema) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int lookUp(String subject, Schema schema) {
      throw new UnsupportedOperationException();
    }
  }
}
