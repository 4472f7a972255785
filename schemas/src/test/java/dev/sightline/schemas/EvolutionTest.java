package dev.sightline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the first published schemas wrote stays readable; they are kept among the test resources.
 */
class EvolutionTest {
  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  static Stream<Class<?>> records() {
    return Stream.concat(
        Topics.ALL.stream().<Class<?>>map(Topic::valueType).filter(type -> type != byte[].class),
        Stream.of(PartitionCounts.class));
  }

  @ParameterizedTest
  @MethodSource("records")
  void recordsOfTheFirstSchemaCanBeRead(Class<?> type) throws IOException {
    var now = SpecificData.get().getSchema(type);

    var pair = SchemaCompatibility.checkReaderWriterCompatibility(now, first(type.getSimpleName()));

    assertThat(pair.getResult().getIncompatibilities()).isEmpty();
    assertThat(pair.getType()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void aReleaseFromThenHasNoFormerChampions() throws IOException {
    GenericRecord then =
        new GenericRecordBuilder(first("ModelRelease"))
            .set("name", "cats")
            .set("champion", 3)
            .set("challenger", 4)
            .set("releasedBy", "me")
            .set("reason", "trained")
            .set("releasedAt", 5L)
            .build();

    ModelRelease now = read(then, ModelRelease.class);

    assertThat(now.getChampion()).isEqualTo(3);
    assertThat(now.getChallenger()).isEqualTo(4);
    assertThat(now.getFormerChampions()).isEmpty();
  }

  @Test
  void anEvaluationFromThenHasNoCalibrationFit() throws IOException {
    Schema manifest = notNull(first("ModelPart").getField("manifest"));
    GenericRecord then =
        new GenericRecordBuilder(notNull(manifest.getField("evaluation")))
            .set("images", 2L)
            .set("accuracy", 0.5)
            .set("loss", 0.7)
            .set("confusionMatrix", List.of(1L, 1L, 0L, 0L))
            .set("calibration", List.of())
            .set("expectedCalibrationError", 0.1)
            .set("predictedShares", List.of(0.5, 0.5))
            .build();

    HeldOutEvaluation now = read(then, HeldOutEvaluation.class);

    assertThat(now.getAccuracy()).isEqualTo(0.5);
    assertThat(now.getCalibrationFit()).isNull();
  }

  @Test
  void aPredictionFromThenDoesNotSayWhatItsImageLooksLike() throws IOException {
    GenericRecord then =
        new GenericRecordBuilder(first("Prediction"))
            .set("id", "a")
            .set("label", "cat")
            .set("labelIndex", 0)
            .set("confidence", 0.5f)
            .set("probabilities", List.of(0.5f, 0.5f))
            .set("modelName", "cats")
            .set("modelVersion", 1)
            .set("capturedAt", 1L)
            .set("scoredAt", 2L)
            .build();

    Prediction now = read(then, Prediction.class);

    assertThat(now.getLabel()).isEqualTo("cat");
    assertThat(now.getImageStatistics()).isNull();
    assertThat(now.getBatchSize()).isNull();
  }

  /** As a reader of then does, in any language: it has the first schema alone. */
  @Test
  void aReaderFromThenReadsAPredictionOfToday() throws IOException {
    Prediction now =
        new Prediction(
            "a",
            "cat",
            0,
            0.5f,
            List.of(0.5f, 0.5f),
            "cats",
            1,
            Instant.EPOCH,
            Instant.ofEpochMilli(2),
            new ImageStatistics(120f, 40f, 900f, 110f, 120f, 130f, 640, 480),
            32);

    GenericRecord then = readBy(first("Prediction"), now);

    assertThat(then.get("label")).hasToString("cat");
    assertThat(then.get("scoredAt")).isEqualTo(2L);
    assertThat(then.getSchema().getField("imageStatistics")).isNull();
  }

  @ParameterizedTest
  @ValueSource(classes = {Prediction.class, MetricsWindow.class})
  void readersOfTheFirstSchemaReadTodaysRecords(Class<?> type) throws IOException {
    var now = SpecificData.get().getSchema(type);

    var pair = SchemaCompatibility.checkReaderWriterCompatibility(first(type.getSimpleName()), now);

    assertThat(pair.getResult().getIncompatibilities()).isEmpty();
  }

  private static GenericRecord readBy(Schema reader, SpecificRecord written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new SpecificDatumWriter<SpecificRecord>(written.getSchema()).write(written, encoder);
    return new GenericDatumReader<GenericRecord>(written.getSchema(), reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private static <T> T read(GenericRecord written, Class<T> type) throws IOException {
    Schema writer = written.getSchema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(writer).write(written, encoder);
    return new SpecificDatumReader<T>(writer, SpecificData.get().getSchema(type))
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private static Schema first(String record) throws IOException {
    try (InputStream file = EvolutionTest.class.getResourceAsStream("first/" + record + ".avsc")) {
      return new Schema.Parser().parse(file);
    }
  }

  private static Schema notNull(Schema.Field optional) {
    return optional.schema().getTypes().get(1);
  }
}
