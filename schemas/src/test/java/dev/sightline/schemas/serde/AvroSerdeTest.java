package dev.sightline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {
  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
  private final AvroSerde<ImageEvent> images =
      new AvroSerde<>(ImageEvent.class, registry, Map.of());
  private final AvroSerde<Label> labels = new AvroSerde<>(Label.class, registry, Map.of());

  private static Schema file(String name) throws IOException {
    try (InputStream in = AvroSerdeTest.class.getResourceAsStream("/avro/" + name + ".avsc")) {
      return new Schema.Parser().parse(in);
    }
  }

  @Nested
  class WhenARecordIsWritten {
    @Test
    void itIsReadAsItWas() {
      ImageEvent image = Records.image();

      byte[] bytes = images.serializer().serialize("images", image);

      assertThat(images.deserializer().deserialize("images", bytes)).isEqualTo(image);
    }

    @Test
    void zeroAndTheIdOfItsSchemaComeFirst() throws IOException {
      registry.register("another-value", Schema.create(Schema.Type.LONG));

      byte[] bytes = images.serializer().serialize("images", Records.image());

      int id = registry.lookUp("images-value", file("ImageEvent"));
      assertThat(id).isEqualTo(2);
      assertThat(bytes).startsWith(Records.header(id));
    }

    @Test
    void theRegisteredSchemaIsTheOneInTheFile() throws IOException {
      images.serializer().serialize("images", Records.image());

      int id = registry.lookUp("images-value", file("ImageEvent"));
      assertThat(registry.schema(id)).hasToString(file("ImageEvent").toString());
    }

    @Test
    void nothingStaysNothing() {
      assertThat(images.serializer().serialize("images", null)).isNull();
      assertThat(images.deserializer().deserialize("images", null)).isNull();
    }

    @Test
    void eachTopicIsASubject() throws IOException {
      images.serializer().serialize("images", Records.image());
      images.serializer().serialize("images-again", Records.image());

      assertThat(registry.lookUp("images-again-value", file("ImageEvent"))).isPositive();
    }

    @Test
    void manyThreadsMayShareASerde() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      Callable<Void> readAndWrite =
          () -> {
            for (int i = 0; i < 2_000; i++) {
              ImageEvent image = Records.image();
              image.setId(Thread.currentThread().getName() + i);
              byte[] bytes = images.serializer().serialize("images", image);
              assertThat(images.deserializer().deserialize("images", bytes)).isEqualTo(image);
            }
            return null;
          };

      List<Future<Void>> done =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> readAndWrite).toList());
      threads.shutdown();

      for (Future<Void> each : done) {
        each.get();
      }
    }
  }

  @Nested
  class WhenSchemasAreNotRegisteredAutomatically {
    private final AvroSerde<ImageEvent> lookingUp =
        new AvroSerde<>(ImageEvent.class, registry, Map.of("auto.register.schemas", "false"));

    @Test
    void aSchemaRegisteredFromItsFileIsFound() throws IOException {
      int id = registry.register("images-value", file("ImageEvent"));

      assertThat(lookingUp.serializer().serialize("images", Records.image()))
          .startsWith(Records.header(id));
    }

    @Test
    void anUnregisteredOneIsRefused() {
      assertThatThrownBy(() -> lookingUp.serializer().serialize("images", Records.image()))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("images-value");
    }

    @Test
    void anythingButTrueOrFalseIsAFaultOfTheConfiguration() {
      assertThatThrownBy(
              () ->
                  new AvroSerde<>(
                      ImageEvent.class, registry, Map.of("auto.register.schemas", "flase")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("auto.register.schemas");
    }
  }

  @Nested
  class WhenTheWriterHasAnotherSchema {
    @Test
    void aFieldThatIsNotThereYetGetsItsDefault() {
      Schema older =
          SchemaBuilder.record("Label")
              .namespace("dev.sightline.schemas")
              .fields()
              .requiredString("id")
              .requiredString("label")
              .requiredLong("labelledAt")
              .endRecord();
      GenericRecord written =
          new GenericRecordBuilder(older)
              .set("id", "a")
              .set("label", "cat")
              .set("labelledAt", 5L)
              .build();

      Label read =
          labels.deserializer().deserialize("labels", Records.write(registry, "labels", written));

      assertThat(read).isEqualTo(new Label("a", "cat", Instant.ofEpochMilli(5), null));
    }

    @Test
    void fieldsThatTheReaderDoesNotKnowAreSkipped() {
      Schema newer =
          SchemaBuilder.record("Label")
              .namespace("dev.sightline.schemas")
              .fields()
              .name("votes")
              .type()
              .map()
              .values()
              .intType()
              .noDefault()
              .requiredString("origin")
              .requiredInt("labelledAt")
              .requiredString("label")
              .requiredString("id")
              .requiredBytes("proof")
              .endRecord();
      GenericRecord written =
          new GenericRecordBuilder(newer)
              .set("votes", Map.of("ann", 1, "bob", 2))
              .set("origin", "crowd")
              .set("labelledAt", 5)
              .set("label", "cat")
              .set("id", "a")
              .set("proof", ByteBuffer.wrap(new byte[9]))
              .build();

      Label read =
          labels.deserializer().deserialize("labels", Records.write(registry, "labels", written));

      assertThat(read).isEqualTo(new Label("a", "cat", Instant.ofEpochMilli(5), "crowd"));
    }

    @Test
    void aMissingFieldWithoutADefaultMakesItUnreadable() {
      Schema incompatible =
          SchemaBuilder.record("Label")
              .namespace("dev.sightline.schemas")
              .fields()
              .requiredString("id")
              .endRecord();
      byte[] bytes =
          Records.write(
              registry, "labels", new GenericRecordBuilder(incompatible).set("id", "a").build());

      assertThatThrownBy(() -> labels.deserializer().deserialize("labels", bytes))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining("Label")
          .hasMessageContaining("label");
    }

    @Test
    void aRecordOfAnotherTypeIsUnreadable() {
      byte[] image = images.serializer().serialize("images", Records.image());

      assertThatThrownBy(() -> labels.deserializer().deserialize("labels", image))
          .isInstanceOf(UnreadableRecordException.class);
    }
  }

  @Nested
  class WhenTheBytesAreNoRecord {
    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\0\0\0", "{\"id\": \"a\"}", "\1\0\0\0\1abc"})
    void theyAreUnreadable(String text) {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

      assertThatThrownBy(() -> images.deserializer().deserialize("images", bytes))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining("Confluent wire format");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 77})
    void anIdThatTheRegistryDoesNotKnowIsUnreadable(int id) {
      assertThatThrownBy(() -> images.deserializer().deserialize("images", Records.header(id)))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining(String.valueOf(id));
    }

    @Test
    void bytesLeftOverMakeItUnreadable() {
      byte[] bytes = images.serializer().serialize("images", Records.image());
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);

      assertThatThrownBy(() -> images.deserializer().deserialize("images", longer))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining("3 bytes are left over");
    }

    @Test
    void everyShorterPieceOfARecordIsUnreadable() {
      byte[] bytes = images.serializer().serialize("images", Records.image());

      for (int length = 0; length < bytes.length; length++) {
        byte[] shorter = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> images.deserializer().deserialize("images", shorter))
            .as("%d bytes", length)
            .isInstanceOf(UnreadableRecordException.class);
      }
    }
  }

  @Test
  void aRegistryThatIsNotThereIsNoFaultOfTheBytes() {
    SchemaRegistry nowhere =
        SchemaRegistries.of(Map.of("schema.registry.url", "http://localhost:1", "max.retries", 0));
    AvroSerde<ImageEvent> serde = new AvroSerde<>(ImageEvent.class, nowhere, Map.of());

    assertThatThrownBy(() -> serde.deserializer().deserialize("images", Records.header(1)))
        .isInstanceOf(SchemaRegistryException.class);
  }
}
