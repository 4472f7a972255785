package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredBucketSpans;
import dev.sightline.schemas.StoredClassCounts;
import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.stored.KnownSchemas;
import dev.sightline.schemas.stored.UnreadableStateException;
import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.windows.BucketStore;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsDriver;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOfAnotherVersionTest {
  private static final long HOUR = 3_600_000;

  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1));

  @TempDir Path stateDir;

  private MetricsDriver driver() {
    return new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir);
  }

  /** A schema as a later version may have it. */
  private static Schema withOneMoreField(Schema schema) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema number = Schema.create(Schema.Type.LONG);
    fields.add(new Schema.Field("more", number, "what a later version adds", 42L));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  private static byte[] bytes(GenericRecord record) throws IOException {
    return new BinaryMessageEncoder<GenericRecord>(new GenericData(), record.getSchema())
        .encode(record)
        .array();
  }

  private static byte[] inOrderOfTime(long timeMs, String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + utf8.length).putLong(timeMs).put(utf8).array();
  }

  private static byte[] bucketKey(long startMs, String model, int version) {
    byte[] utf8 = model.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(12 + utf8.length).putLong(startMs).putInt(version).put(utf8).array();
  }

  private static byte[] firstLayout(String model, int version, String label, long atMs) {
    return ByteBuffer.allocate(21 + model.length() + label.length())
        .put((byte) 2)
        .putInt(model.length())
        .put(model.getBytes(StandardCharsets.UTF_8))
        .putInt(version)
        .putInt(label.length())
        .put(label.getBytes(StandardCharsets.UTF_8))
        .putLong(atMs)
        .array();
  }

  private static byte[] counts(String model, int version) throws IOException {
    Schema first = KnownSchemas.of(PartitionCounts.class).all().get(0);
    return bytes(
        new GenericRecordBuilder(first)
            .set("modelName", model)
            .set("modelVersion", version)
            .set("bucketStart", 0L)
            .set("predictions", 7L)
            .set("cells", List.of())
            .set("delays", List.of())
            .build());
  }

  @Nested
  class WhenALaterVersionHasOneMoreField {

    @Test
    void itReadsThePairingsOfThisOne() throws IOException {
      try (MetricsDriver driver = driver()) {
        driver.predict("a", 1, "cat", 5);
        List<GenericRecord> read =
            asLater(StoredPairing.class, driver.newChanges(PairingStore.PAIRINGS));

        assertThat(read).hasSize(1);
        GenericRecord prediction = (GenericRecord) read.get(0).get("prediction");
        assertThat(prediction.get("label")).hasToString("cat");
        assertThat(read.get(0).get("more")).isEqualTo(42L);
      }
    }

    @Test
    void itReadsTheBucketsOfThisOne() throws IOException {
      try (MetricsDriver driver = driver()) {
        driver.predict("a", 1, "cat", 5);
        List<TestRecord<byte[], byte[]>> changes = driver.newChanges(BucketStore.BUCKETS);
        assertThat(changes).hasSize(3);

        GenericRecord spans = asLater(StoredBucketSpans.class, changes.subList(0, 1)).get(0);
        GenericRecord totals = asLater(PartitionCounts.class, changes.subList(1, 2)).get(0);
        GenericRecord cat = asLater(StoredClassCounts.class, changes.subList(2, 3)).get(0);
        assertThat(spans.get("lengthMs")).isEqualTo(60_000L);
        assertThat(totals.get("predictions")).isEqualTo(1L);
        assertThat(cat.get("predictions")).isEqualTo(1L);
        assertThat(List.of(spans, totals, cat))
            .allSatisfy(entry -> assertThat(entry.get("more")).isEqualTo(42L));
      }
    }

    /** Changes read with the later schema and the schemas that this version keeps. */
    private static List<GenericRecord> asLater(
        Class<? extends SpecificRecord> type, List<TestRecord<byte[], byte[]>> changes)
        throws IOException {
      Schema later = withOneMoreField(SpecificData.get().getSchema(type));
      BinaryMessageDecoder<GenericRecord> decoder =
          new BinaryMessageDecoder<>(GenericData.get(), later, KnownSchemas.of(type));
      List<GenericRecord> records = new ArrayList<>();
      for (TestRecord<byte[], byte[]> change : changes) {
        records.add(decoder.decode(change.value()));
      }
      return records;
    }
  }

  @Nested
  class WhenALaterVersionWroteTheState {

    @Test
    void aTaskOfPairingsStopsAtItsStart() {
      Schema later = withOneMoreField(StoredPairing.getClassSchema());
      try (RawStores stores = new RawStores(stateDir)) {
        String mark = "\u0000written as " + KnownSchemas.nameOf(later);
        stores.put(PairingStore.EXPIRIES, inOrderOfTime(Long.MAX_VALUE, mark), new byte[0]);
      }

      assertRefused(
          "metrics-test-pairings-changelog holds records of "
              + KnownSchemas.nameOf(later)
              + ", which this version does not know");
    }

    @Test
    void aTaskOfBucketsStopsAtItsStart() throws IOException {
      Schema later = withOneMoreField(PartitionCounts.getClassSchema());
      GenericRecord counts =
          new GenericRecordBuilder(later)
              .set("modelName", "cifar")
              .set("modelVersion", 1)
              .set("bucketStart", 0L)
              .set("predictions", 1L)
              .set("cells", List.of())
              .set("delays", List.of())
              .build();
      try (RawStores stores = new RawStores(stateDir)) {
        stores.put(BucketStore.BUCKETS, bucketKey(0, "cifar", 1), bytes(counts));
      }

      assertRefused(
          "metrics-test-buckets-changelog holds a record of "
              + KnownSchemas.nameOf(later)
              + ", which this version does not know");
    }

    @Test
    void thisOnesPairingsAreMarkedToo() {
      try (MetricsDriver driver = driver()) {
        driver.predict("a", 1, "cat", 5);

        assertThat(driver.newChanges(PairingStore.EXPIRIES))
            .extracting(change -> new String(change.key(), StandardCharsets.UTF_8))
            .filteredOn(key -> key.contains("\u0000written as "))
            .singleElement()
            .asString()
            .endsWith(KnownSchemas.nameOf(StoredPairing.class));
      }
    }

    private void assertRefused(String message) {
      assertThatThrownBy(() -> driver())
          .satisfiesAnyOf(
              failure -> assertThat(failure).isInstanceOf(UnreadableStateException.class),
              failure -> assertThat(failure).hasCauseInstanceOf(UnreadableStateException.class))
          .hasStackTraceContaining(message);
    }
  }

  @Nested
  class WhenTheFirstVersionTookInTimesThatCannotBe {
    private static final long YEAR_58000 = MetricsDriver.NOW.toEpochMilli() * 1000;

    @Test
    void theyAreGivenUpAndTheOthersLive() throws IOException {
      long now = MetricsDriver.NOW.toEpochMilli();
      try (RawStores stores = new RawStores(stateDir)) {
        for (long atMs : List.of(now, YEAR_58000)) {
          String id = "predicted at " + atMs;
          stores.putPairing(id, firstLayout("cifar", 1, "dog", atMs));
          stores.put(PairingStore.EXPIRIES, inOrderOfTime(atMs + HOUR, id), new byte[0]);
          long bucket = atMs / 60_000 * 60_000;
          stores.put(BucketStore.BUCKETS, bucketKey(bucket, "cifar", 1), counts("cifar", 1));
        }
      }

      try (MetricsDriver driver = driver()) {
        assertThat(driver.size(PairingStore.PAIRINGS)).isEqualTo(1);
        driver.label("predicted at " + now, "cat", now + 1);
        driver.predict("another", 1, "cat", now);
        assertThat(driver.count("sightline.labels", "paired")).isEqualTo(1);
        assertThat(driver.count("sightline.predictions.joined", "counted")).isEqualTo(1);
        assertThat(driver.windows().values())
            .singleElement()
            .satisfies(window -> assertThat(window.getPredictions()).isEqualTo(7 + 1));
      }
    }
  }

  @Nested
  class WhenTheFirstVersionCountedModelsThatCannotBe {

    @Test
    void theyAreForgottenAndTheStoresAreEmptiedOfThem() throws IOException {
      try (RawStores stores = new RawStores(stateDir)) {
        for (String id : List.of("a", "b", "c")) {
          stores.putPairing(id, firstLayout("my model", 1, "dog", 5));
          stores.put(PairingStore.EXPIRIES, inOrderOfTime(5 + HOUR, id), new byte[0]);
        }
        stores.put(BucketStore.BUCKETS, bucketKey(0, "cifar", 0), counts("cifar", 0));
        stores.put(BucketStore.BUCKETS, bucketKey(0, "cifar", 1), counts("cifar", 1));
        stores.put(BucketStore.BUCKETS, bucketKey(0, "my model", 1), counts("my model", 1));
      }

      try (MetricsDriver driver = driver()) {
        driver.predict("a", 1, "cat", 6);
        driver.label("b", "cat", 7);

        assertThat(driver.windows()).containsOnlyKeys("cifar/1/0");
        assertThat(driver.windows().get("cifar/1/0").getPredictions()).isEqualTo(7 + 1);
        assertThat(driver.waiting()).as("the label of b").isEqualTo(1);

        driver.letEventTimePass(4 * HOUR);
        assertThat(driver.size(PairingStore.PAIRINGS)).isEqualTo(1);
        assertThat(driver.size(PairingStore.EXPIRIES)).as("and mark and time").isEqualTo(3);
        assertThat(driver.size(BucketStore.BUCKETS))
            .as("a bucket's totals and class, and what time the buckets cover")
            .isEqualTo(3);
      }
    }
  }
}
