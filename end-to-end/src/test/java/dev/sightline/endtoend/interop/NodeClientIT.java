package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.embedded.EmbeddedRegistry;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.endtoend.RunningWorker;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.Pictures;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.topology.settings.WorkerConfig;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in JavaScript publishes images and labels, and reads what becomes of them. */
class NodeClientIT {
  private static final Path SCHEMAS = Path.of("..", "schemas", "src", "main", "avro");

  /** More than one, so that a client that spreads keys in its own way finds no counterpart. */
  private static final int PARTITIONS = 3;

  private static final long CAPTURED_AT = System.currentTimeMillis();

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;
  private static RunningWorker worker;
  private static Map<String, Object> connection;
  private static int version;
  private static NodeClient node;

  @BeforeAll
  static void startAll() throws Exception {
    NodeClient.install();
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    connection =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
    try (Admin admin = Admin.create(connection)) {
      new TopicCreation(admin, OptionalInt.of(PARTITIONS), Optional.empty()).run();
    }
    version = PublishedColours.publish(connection, folder.resolve("model"));
    worker =
        RunningWorker.start(
            connection,
            folder.resolve("worker"),
            Map.of(WorkerConfig.MODEL_NAME, ColourModel.NAME));
    worker.awaitServing(version);
    node = new NodeClient(connection);
  }

  @AfterAll
  static void stopAll() throws Exception {
    try (EmbeddedBroker last = broker;
        EmbeddedRegistry then = registry;
        RunningWorker first = worker) {}
  }

  @Test
  void rawPixelsThatItPublishesComeBackAsAPrediction() throws Exception {
    Map<String, Object> event = event("raw", PublishedColours.MODEL.image(20, 230, 90));
    event.put("encoding", "RGB");
    event.put("width", PublishedColours.MODEL.width());
    event.put("height", PublishedColours.MODEL.height());

    publishImages(List.of(event));

    assertIsPredicted("raw", "green", 20, 230, 90);
  }

  @Test
  void aFileThatItPublishesComesBackAsAPrediction() throws Exception {
    publishImages(List.of(event("file", png(250, 128, 0))));

    assertIsPredicted("file", "red", 250, 128, 0);
  }

  @Test
  void labelsThatItPublishesShowInTheWindowsThatItReads() throws Exception {
    List<Map<String, Object>> events = new ArrayList<>();
    List<Map<String, Object>> labels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String id = "labelled-" + i;
      events.add(event(id, png(0, 0, 255)));
      labels.add(
          Map.of(
              "id", id, "label", i < 7 ? "blue" : "red", "labelledAt", System.currentTimeMillis()));
    }

    publishImages(events);
    node.publish(Topics.LABELS.name(), SCHEMAS.resolve("Label.avsc"), labels);

    try (NodeClient.Reader metrics = node.read(Topics.METRICS.name())) {
      JsonNode window = metrics.next(record -> record.at("/value/labelled").asInt() == 10);
      assertThat(window.at("/key").asText()).startsWith(ColourModel.NAME + "/" + version + "/");
      assertThat(window.at("/value/correct").asInt()).isEqualTo(7);
      assertThat(unwrapped(window.at("/value/accuracy")).asDouble()).isEqualTo(0.7);
      assertThat(texts(window.at("/value/labels"))).isEqualTo(ColourModel.LABELS);
      assertThat(texts(window.at("/value/confusionMatrix")))
          .as("rows actual, columns predicted: red, green, blue")
          .containsExactly("0", "0", "3", "0", "0", "0", "0", "0", "7");
    }
  }

  private static void assertIsPredicted(String id, String label, int red, int green, int blue)
      throws Exception {
    try (NodeClient.Reader predictions = node.read(Topics.PREDICTIONS.name())) {
      JsonNode record = predictions.next(prediction -> prediction.at("/key").asText().equals(id));
      JsonNode value = record.at("/value");
      List<Float> expected = PublishedColours.MODEL.probabilities(red, green, blue);

      assertThat(SchemaRegistries.of(connection).schema(record.at("/schemaId").asInt()))
          .isEqualTo(new Schema.Parser().parse(SCHEMAS.resolve("Prediction.avsc").toFile()));
      assertThat(value.at("/id").asText()).isEqualTo(id);
      assertThat(value.at("/label").asText()).isEqualTo(label);
      assertThat(value.at("/labelIndex").asInt()).isEqualTo(ColourModel.LABELS.indexOf(label));
      assertThat(value.at("/modelName").asText()).isEqualTo(ColourModel.NAME);
      assertThat(value.at("/modelVersion").asInt()).isEqualTo(version);
      assertThat(value.at("/capturedAt").asLong()).isEqualTo(CAPTURED_AT);
      assertThat(value.at("/probabilities")).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(value.at("/probabilities/" + i).floatValue())
            .isCloseTo(expected.get(i), within(1e-5f));
      }
    }
  }

  private static Map<String, Object> event(String id, byte[] content) {
    Map<String, Object> event = new HashMap<>();
    event.put("id", id);
    event.put("content", Base64.getEncoder().encodeToString(content));
    event.put("capturedAt", CAPTURED_AT);
    return event;
  }

  private static void publishImages(List<Map<String, Object>> events) throws Exception {
    node.publish(Topics.IMAGES.name(), SCHEMAS.resolve("ImageEvent.avsc"), events);
  }

  /** An image of one colour, twice the model's size. */
  private static byte[] png(int red, int green, int blue) {
    ColourModel model = PublishedColours.MODEL;
    return Pictures.of(new Color(red, green, blue), 2 * model.width(), 2 * model.height(), "png");
  }

  /** A value of a union, which some libraries wrap in an object that names its type. */
  private static JsonNode unwrapped(JsonNode union) {
    return union.isObject() ? union.elements().next() : union;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
