package dev.sightline.schemas.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoredSerdeTest {
  private static final String TOPIC = "an-application-a-store-changelog";

  private final StoredSerde<StoredPairing> today = StoredSerde.of(StoredPairing.class);
  private final StoredPairing pairing =
      StoredPairing.newBuilder().setEndedPrediction(Instant.ofEpochMilli(258)).build();
  private final byte[] bytes = today.serializer().serialize(TOPIC, pairing);

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(today.deserializer().deserialize(TOPIC, bytes)).isEqualTo(pairing);
  }

  @Test
  void nothingStaysNothing() {
    assertThat(today.serializer().serialize(TOPIC, null)).isNull();
    assertThat(today.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Nested
  class WhenALaterVersionHasOneMoreField {
    private final Schema later = withOneMoreField(StoredPairing.getClassSchema());
    private final StoredSerde<GenericRecord> future =
        new StoredSerde<>(GenericData.get(), later, KnownSchemas.of(StoredPairing.class));

    @Test
    void itReadsWhatTodaysWrote() {
      GenericRecord read = future.deserializer().deserialize(TOPIC, bytes);

      assertThat(read.get("endedPrediction")).isEqualTo(258L);
      assertThat(read.get("more")).hasToString("as ever");
    }

    @Test
    void todaysNamesWhatItCannotRead() {
      GenericRecord written = new GenericRecordBuilder(later).set("endedPrediction", 258L).build();
      byte[] laterBytes = future.serializer().serialize(TOPIC, written);

      assertThatThrownBy(() -> today.deserializer().deserialize(TOPIC, laterBytes))
          .isInstanceOf(UnreadableStateException.class)
          .hasMessage(
              TOPIC
                  + " holds a record of "
                  + KnownSchemas.nameOf(later)
                  + ", which this version does not know");
    }
  }

  @Nested
  class WhenBytesAreDamaged {

    @Test
    void theyAreRefused() {
      byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
      byte[] grown = Arrays.copyOf(bytes, bytes.length + 3);

      assertRefused(cut, "a damaged record of StoredPairing-");
      assertRefused(grown, "3 bytes are left over");
      assertRefused(new byte[] {9, 8, 7}, "3 bytes that start with '0908'");
      assertRefused(new byte[0], "0 bytes");
    }

    private void assertRefused(byte[] damaged, String message) {
      assertThatThrownBy(() -> today.deserializer().deserialize(TOPIC, damaged))
          .isInstanceOf(UnreadableStateException.class)
          .hasMessageContaining(TOPIC)
          .hasMessageContaining(message);
    }
  }

  /** A record's own encoding wrote the buckets of the first version. */
  @Test
  void whatARecordEncodesByItselfIsRead() throws Exception {
    PartitionCounts counts =
        PartitionCounts.newBuilder()
            .setModelName("cifar")
            .setModelVersion(3)
            .setBucketStart(Instant.EPOCH)
            .setPredictions(7)
            .setCells(List.of())
            .setDelays(List.of())
            .build();

    assertThat(
            StoredSerde.of(PartitionCounts.class)
                .deserializer()
                .deserialize(TOPIC, counts.toByteBuffer().array()))
        .isEqualTo(counts);
  }

  private static Schema withOneMoreField(Schema schema) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema text = Schema.create(Schema.Type.STRING);
    fields.add(new Schema.Field("more", text, "what a later version adds", "as ever"));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }
}
