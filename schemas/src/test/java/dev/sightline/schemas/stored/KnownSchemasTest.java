package dev.sightline.schemas.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredBucketSpans;
import dev.sightline.schemas.StoredClassCounts;
import dev.sightline.schemas.StoredFirstImages;
import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.StoredWatch;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownSchemasTest {

  static List<Class<? extends SpecificRecord>> stored() {
    return List.of(
        PartitionCounts.class,
        StoredPairing.class,
        StoredClassCounts.class,
        StoredBucketSpans.class,
        StoredFirstImages.class,
        StoredWatch.class);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void todaysSchemaIsKept(Class<? extends SpecificRecord> type) {
    List<Schema> kept = KnownSchemas.of(type).all();

    assertThat(KnownSchemas.nameOf(kept.get(kept.size() - 1)))
        .as(
            "%1$s is not what was kept last. Stores will hold it: keep a copy of %1$s.avsc as"
                + " schemas/src/main/resources/dev/sightline/schemas/stored/%1$s.%2$d.avsc; once"
                + " released, it stays there unchanged",
            type.getSimpleName(), kept.size() + 1)
        .isEqualTo(KnownSchemas.nameOf(type));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void everySchemaKeptCanBeReadAsTodays(Class<? extends SpecificRecord> type) {
    Schema today = SpecificData.get().getSchema(type);

    assertThat(KnownSchemas.of(type).all())
        .allSatisfy(
            kept ->
                assertThat(
                        SchemaCompatibility.checkReaderWriterCompatibility(today, kept)
                            .getResult()
                            .getIncompatibilities())
                    .isEmpty());
  }

  /** Stores of workers that run hold these: a kept schema must not change. */
  @Test
  void theSchemasOfTheFirstStoresStay() {
    assertThat(KnownSchemas.of(PartitionCounts.class).all())
        .extracting(KnownSchemas::nameOf)
        .startsWith("PartitionCounts-cca67e447d01a00f", "PartitionCounts-c3ee1516a6513f73");
    assertThat(KnownSchemas.of(StoredPairing.class).all())
        .extracting(KnownSchemas::nameOf)
        .startsWith("StoredPairing-53d44c3a6373e8de");
  }
}
