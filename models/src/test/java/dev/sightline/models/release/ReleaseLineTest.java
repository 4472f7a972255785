package dev.sightline.models.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.registry.UnknownSchemaException;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReleaseLineTest {
  private static final byte[] GARBAGE = {1, 2, 3};
  private static final byte[] OF_NO_SCHEMA = {0, 0, 0, 99, 99, 0};

  private final SometimesAway registry = new SometimesAway();
  private final ReleaseLine line =
      new ReleaseLine(new AvroDeserializer<>(ModelRelease.class, registry));
  private long offset;

  @Nested
  class WhenTheRegistryIsAway {
    @Test
    void theRecordIsKeptUntilItComesBack() {
      registry.away = true;
      take(release("cats", 7));
      assertThatThrownBy(line::current).isInstanceOf(SchemaRegistryException.class);
      assertThatThrownBy(line::current).isInstanceOf(SchemaRegistryException.class);

      registry.away = false;

      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(7);
      assertThat(line.unreadable()).isZero();
    }

    @Test
    void aNewerRecordTakesThePlaceOfOneThatNobodyCouldRead() {
      registry.away = true;
      take(release("cats", 7));
      assertThatThrownBy(line::current).isInstanceOf(SchemaRegistryException.class);
      take(release("cats", 8));

      registry.away = false;

      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(8);
    }
  }

  @Nested
  class WhenTheRegistryLagsBehind {
    @Test
    void theRecordHoldsOnceItsSchemaIsThere() {
      take(release("cats", 7));
      assertThat(line.current()).isPresent();
      byte[] ofANewSchema = release("cats", 8);
      ofANewSchema[1] = SometimesAway.NEW;
      registry.lagging = true;
      take(ofANewSchema);
      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(7);
      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(7);
      assertThat(line.fault()).isPresent();

      registry.lagging = false;

      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(8);
      assertThat(line.fault()).isEmpty();
      assertThat(line.unreadable()).isEqualTo(1);
    }
  }

  @Nested
  class WhenARecordCanNeverBeRead {
    @Test
    void theOneBeforeHoldsAndTheFaultIsNamedAndCountedOnce() {
      take(release("cats", 7));
      take(GARBAGE);
      take(OF_NO_SCHEMA);

      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(7);
      assertThat(line.current()).isPresent();
      assertThat(line.fault().orElseThrow()).contains("model-releases offset 2").contains("schema");
      assertThat(line.unreadable()).isEqualTo(2);
    }

    @Test
    void itDoesNotStandBeforeANewerOne() {
      take(GARBAGE);
      assertThat(line.current()).isEmpty();
      assertThat(line.fault()).isPresent();

      take(release("cats", 8));

      assertThat(line.current().orElseThrow().getChampion()).isEqualTo(8);
      assertThat(line.fault()).isEmpty();
    }

    @Test
    void thatOfAnotherModelUnderThisNameIsOne() {
      take(release("dogs", 8));

      assertThat(line.current()).isEmpty();
      assertThat(line.fault().orElseThrow())
          .contains("expected the model's name as the key, found 'cats' for model 'dogs'");
    }
  }

  @Nested
  class WhenTheModelIsWithdrawn {
    @Test
    void noReleaseHolds() {
      take(release("cats", 7));
      take(null);

      assertThat(line.current()).isEmpty();
      assertThat(line.fault()).isEmpty();
    }
  }

  private void take(byte[] value) {
    line.take(new ConsumerRecord<>(Topics.MODEL_RELEASES.name(), 0, offset++, "cats", value));
  }

  private byte[] release(String name, int champion) {
    ModelRelease release =
        new ModelRelease(name, champion, null, "me", "why", Instant.EPOCH, List.of());
    return new AvroSerializer<>(ModelRelease.class, registry.known, Map.of())
        .serialize(Topics.MODEL_RELEASES.name(), release);
  }

  /** A registry that can be taken away. */
  private static final class SometimesAway implements SchemaRegistry {
    /** The first byte of ids that nobody has read yet, of the same schemas as those without. */
    private static final byte NEW = 1;

    private final SchemaRegistry known =
        SchemaRegistries.of(Map.of("schema.registry.url", "mock://release-line"));
    private boolean away;
    private boolean lagging;

    @Override
    public int register(String subject, Schema schema) {
      return known.register(subject, schema);
    }

    @Override
    public int lookUp(String subject, Schema schema) {
      return known.lookUp(subject, schema);
    }

    @Override
    public Schema schema(int id) {
      if (away) {
        throw new SchemaRegistryException("no schema registry answered");
      }
      if (lagging) {
        throw new UnknownSchemaException("no schema with id " + id);
      }
      return known.schema(id & 0xFF_FFFF);
    }
  }
}
