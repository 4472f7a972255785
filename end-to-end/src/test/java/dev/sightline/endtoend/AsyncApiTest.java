package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document says of every topic what the catalogue and the schemas say. */
class AsyncApiTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final JsonNode DOCUMENT = document();

  private static JsonNode document() {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(DOCS.resolve("asyncapi.yaml").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Topic<?>> topics() {
    return Topics.ALL.stream();
  }

  @Test
  void everyTopicIsAChannelAndNoOther() {
    assertThat(DOCUMENT.at("/channels").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topic::name).toList());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aChannelHasTheSettingsOfItsTopic(Topic<?> topic) {
    JsonNode channel = DOCUMENT.at("/channels").get(topic.name());
    JsonNode kafka = channel.at("/bindings/kafka");
    assertThat(channel.get("address").asText()).isEqualTo(topic.name());
    assertThat(kafka.get("topic").asText()).isEqualTo(topic.name());
    assertThat(kafka.get("partitions").asInt()).isEqualTo(topic.partitions());
    assertThat(policies(kafka)).isEqualTo(policies(topic));
    assertThat(kafka.at("/topicConfiguration/max.message.bytes").asText())
        .isEqualTo(topic.config().getOrDefault("max.message.bytes", ""));
  }

  private static List<String> policies(JsonNode kafka) {
    List<String> policies = new ArrayList<>();
    kafka.at("/topicConfiguration/cleanup.policy").forEach(policy -> policies.add(policy.asText()));
    return policies;
  }

  private static List<String> policies(Topic<?> topic) {
    String policies = topic.config().getOrDefault("cleanup.policy", "");
    return policies.isEmpty() ? List.of() : Arrays.asList(policies.split(","));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theMessageOfAChannelIsTheRecordOfItsTopic(Topic<?> topic) throws IOException {
    JsonNode messages = DOCUMENT.at("/channels").get(topic.name()).get("messages");
    assertThat(messages).hasSize(1);
    JsonNode message = resolved(messages.elements().next());
    if (topic.valueType() == byte[].class) {
      assertThat(message.get("contentType").asText()).isEqualTo("application/octet-stream");
      return;
    }
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    Path file = DOCS.resolve(message.at("/payload/schema/$ref").asText());
    assertThat(messages.fieldNames().next()).isEqualTo(schema.getName());
    assertThat(SchemaNormalization.toParsingForm(new Schema.Parser().parse(file.toFile())))
        .isEqualTo(SchemaNormalization.toParsingForm(schema));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(DOCUMENT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse();
              } else {
                assertThat(DOCS.resolve(reference)).exists();
              }
            });
  }

  @Test
  void everyChannelHasAnOperation() {
    assertThat(DOCUMENT.at("/operations").findValues("channel"))
        .extracting(channel -> channel.get("$ref").asText())
        .containsAll(Topics.ALL.stream().map(topic -> "#/channels/" + topic.name()).toList());
  }

  private static JsonNode resolved(JsonNode reference) {
    return DOCUMENT.at(reference.get("$ref").asText().substring(1));
  }
}
