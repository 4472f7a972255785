package dev.sightline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that have schemas of their own for our topics: ksqlDB, Connect, pydantic, Spark. */
class OtherWritersTest {
  private static final Instant AT = Instant.parse("2026-11-25T10:11:12.345Z");
  private static final String STRING = "\"string\"";

  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
  private final AvroDeserializer<Label> labels = new AvroDeserializer<>(Label.class, registry);

  /** A record of another client's, whose types are JSON. */
  private static Schema schema(String name, Map<String, String> fields) {
    StringBuilder json = new StringBuilder();
    fields.forEach(
        (field, type) ->
            json.append(json.isEmpty() ? "" : ", ")
                .append("{\"name\": \"%s\", \"type\": %s}".formatted(field, type)));
    return new Schema.Parser()
        .parse("{\"type\": \"record\", \"name\": \"%s\", \"fields\": [%s]}".formatted(name, json));
  }

  private static GenericRecord label(String id, String label, String labelledAt, Object time) {
    Schema schema = schema("Label", Map.of("id", id, "label", label, "labelledAt", labelledAt));
    return new GenericRecordBuilder(schema)
        .set("id", "a")
        .set("label", "cat")
        .set("labelledAt", time)
        .build();
  }

  private Label read(GenericRecord written) {
    return labels.deserialize("labels", Records.write(registry, "labels", written));
  }

  private static String logical(String logicalType) {
    return "{\"type\": \"long\", \"logicalType\": \"%s\"}".formatted(logicalType);
  }

  @Nested
  class WhenATimeHasAnotherUnit {
    @ParameterizedTest
    @CsvSource({
      "timestamp-millis, 1",
      "timestamp-micros, 1000",
      "timestamp-nanos, 1000000",
      "local-timestamp-millis, 1",
      "local-timestamp-micros, 1000",
      "local-timestamp-nanos, 1000000"
    })
    void itsLogicalTypeDecides(String logicalType, long perMilli) {
      long written = AT.toEpochMilli() * perMilli + perMilli - 1;

      assertThat(read(label(STRING, STRING, logical(logicalType), written)).getLabelledAt())
          .isEqualTo(AT);
      String orNull = "[\"null\", %s]".formatted(logical(logicalType));
      assertThat(read(label(STRING, STRING, orNull, written)).getLabelledAt()).isEqualTo(AT);
    }

    @Test
    void aPlainLongIsInMilliseconds() {
      assertThat(read(label(STRING, STRING, "\"long\"", AT.toEpochMilli())).getLabelledAt())
          .isEqualTo(AT);
      assertThat(read(label(STRING, STRING, "[\"long\", \"null\"]", AT.toEpochMilli())))
          .isEqualTo(new Label("a", "cat", AT, null));
    }

    @Test
    void ofDebeziumItsNameDecides() {
      String micros = "{\"type\": \"long\", \"connect.name\": \"io.debezium.time.MicroTimestamp\"}";

      assertThat(read(label(STRING, STRING, micros, AT.toEpochMilli() * 1000)).getLabelledAt())
          .isEqualTo(AT);
    }

    @Test
    void timesBefore1970AreRoundedTheSameWay() {
      assertThat(read(label(STRING, STRING, logical("timestamp-micros"), -1L)).getLabelledAt())
          .isEqualTo(Instant.ofEpochMilli(-1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"type\": \"long\", \"logicalType\": \"time-micros\"}",
          "[\"null\", {\"type\": \"int\", \"logicalType\": \"date\"}]",
          "[{\"type\": \"int\", \"logicalType\": \"date\"}, \"long\"]",
          "\"string\"",
          "\"null\""
        })
    void whatIsNoTimeIsRefusedWithTheFieldsName(String type) {
      byte[] bytes = Records.header(registry.register("labels-value", labelled(type)));

      assertThatThrownBy(() -> labels.deserialize("labels", bytes))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageStartingWith("not an Avro Label of schema 1: field labelledAt: written as")
          .hasMessageContaining("expected a long");
    }

    private static Schema labelled(String type) {
      return schema("Label", Map.of("id", STRING, "label", STRING, "labelledAt", type));
    }
  }

  @Nested
  class WhenAFieldMayBeNull {
    private static final String OR_NULL = "[\"null\", \"string\"]";

    @Test
    void itIsReadWhereItIsNot() {
      String at = "[\"null\", %s]".formatted(logical("timestamp-millis"));
      assertThat(read(label(OR_NULL, OR_NULL, at, AT.toEpochMilli())))
          .isEqualTo(new Label("a", "cat", AT, null));
    }

    @Test
    void whereItIsTheRecordIsRefusedWithTheFieldsName() {
      String at = "[\"null\", %s]".formatted(logical("timestamp-millis"));

      assertThatThrownBy(() -> read(label(STRING, STRING, at, null)))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessage(
              "not an Avro Label of schema 1: field labelledAt: Found null, expecting long");
      assertThat(read(label(STRING, STRING, at, AT.toEpochMilli())))
          .as("the next one")
          .isEqualTo(new Label("a", "cat", AT, null));
    }
  }

  @Nested
  class WhenTypesDiffer {
    @Test
    void bytesAreReadAsTextAndIntsAsLongs() {
      Schema schema =
          schema(
              "AnotherName",
              Map.of(
                  "id", "\"bytes\"", "label", STRING, "labelledAt", "\"int\"", "more", "\"int\""));
      GenericRecord written =
          new GenericRecordBuilder(schema)
              .set("id", ByteBuffer.wrap("ä".getBytes(StandardCharsets.UTF_8)))
              .set("label", "cat")
              .set("labelledAt", 5)
              .set("more", 6)
              .build();

      assertThat(read(written)).isEqualTo(new Label("ä", "cat", Instant.ofEpochMilli(5), null));
    }

    @Test
    void anImageOfAnotherNamespaceIsRead() {
      Schema schema =
          schema(
              "ImageEvent",
              Map.of(
                  "id",
                  STRING,
                  "content",
                  "\"string\"",
                  "encoding",
                  "{\"type\": \"enum\", \"name\": \"com.acme.ImageEncoding\","
                      + " \"symbols\": [\"RGB\", \"ENCODED\"]}",
                  "width",
                  "\"int\"",
                  "capturedAt",
                  logical("timestamp-micros")));
      Schema encoding = schema.getField("encoding").schema();
      GenericRecord written =
          new GenericRecordBuilder(schema)
              .set("id", "a")
              .set("content", "pixels")
              .set("encoding", new GenericData.EnumSymbol(encoding, "ENCODED"))
              .set("width", 3)
              .set("capturedAt", AT.toEpochMilli() * 1000)
              .build();

      ImageEvent read =
          new AvroDeserializer<>(ImageEvent.class, registry)
              .deserialize("images", Records.write(registry, "images", written));

      assertThat(read.getEncoding()).isEqualTo(ImageEncoding.ENCODED);
      assertThat(read.getWidth()).isEqualTo(3);
      assertThat(read.getHeight()).isNull();
      assertThat(read.getCapturedAt()).isEqualTo(AT);
      assertThat(read.getContent())
          .isEqualTo(ByteBuffer.wrap("pixels".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatCannotBeResolvedIsRefusedWithAllFields() {
      Schema schema =
          schema(
              "Label",
              Map.of(
                  "id", "[\"null\", \"int\"]",
                  "label", "{\"type\": \"array\", \"items\": \"string\"}",
                  "labelledAt", "\"double\""));
      byte[] bytes = Records.header(registry.register("labels-value", schema));

      for (int times = 0; times < 2; times++) {
        assertThatThrownBy(() -> labels.deserialize("labels", bytes))
            .isInstanceOf(UnreadableRecordException.class)
            .hasMessageContaining("field id: written as [\"null\",\"int\"], expected \"string\"")
            .hasMessageContaining("field label: written as")
            .hasMessageContaining("field labelledAt: written as double");
      }
    }
  }
}
