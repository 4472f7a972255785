package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.embedded.EmbeddedRegistry;
import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.endtoend.RunningWorker;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.Pictures;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.settings.WorkerConfig;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs in JavaScript and Python publish images and labels, and read what becomes of them: those
 * of {@code docs/examples} and one that does more.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ClientsIT {
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

  @BeforeAll
  static void startAll() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    connection =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
    try (Admin admin = Admin.create(connection)) {
      new TopicCreation(admin, OptionalInt.of(PARTITIONS), Replication.OF_THE_CLUSTER).run();
    }
    version = PublishedColours.publish(connection, folder.resolve("model"));
    worker =
        RunningWorker.start(
            connection,
            folder.resolve("worker"),
            Map.of(WorkerConfig.MODEL_NAME, ColourModel.NAME));
    worker.awaitServing(version);
  }

  @AfterAll
  static void stopAll() throws Exception {
    try (EmbeddedBroker last = broker;
        EmbeddedRegistry then = registry;
        RunningWorker first = worker) {}
  }

  /** First, for it counts the labels of a window. */
  @Nested
  @Order(1)
  class AClientInJavaScript {
    private static NodeClient node;

    @BeforeAll
    static void install() throws Exception {
      NodeClient.install();
      node = new NodeClient(connection);
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
                "id",
                id,
                "label",
                i < 7 ? "blue" : "red",
                "labelledAt",
                System.currentTimeMillis()));
      }

      publishImages(events);
      node.publish(Topics.LABELS.name(), SCHEMAS.resolve("Label.avsc"), labels);

      try (JsonLines metrics = node.read(Topics.METRICS.name())) {
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

    private void assertIsPredicted(String id, String label, int red, int green, int blue)
        throws Exception {
      try (JsonLines predictions = node.read(Topics.PREDICTIONS.name())) {
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

    private Map<String, Object> event(String id, byte[] content) {
      Map<String, Object> event = new HashMap<>();
      event.put("id", id);
      event.put("content", Base64.getEncoder().encodeToString(content));
      event.put("capturedAt", CAPTURED_AT);
      return event;
    }

    private void publishImages(List<Map<String, Object>> events) throws Exception {
      node.publish(Topics.IMAGES.name(), SCHEMAS.resolve("ImageEvent.avsc"), events);
    }
  }

  @Nested
  @Order(2)
  class TheExamplesInJavaScript {
    @BeforeAll
    static void install() throws Exception {
      NodeClient.install();
    }

    @Test
    void publishPicturesAndFollowPredictionsLabelsAndAlarms() throws Exception {
      publishesAndFollows(NodeClient.example(), "publish.js");
    }
  }

  @Nested
  @Order(3)
  class TheExamplesInPython {
    private static final Path PROGRAMS = Path.of("..", "docs", "examples", "python");
    private static final PythonEnvironment PYTHON =
        new PythonEnvironment("examples", PROGRAMS.resolve("requirements.txt"));

    @BeforeAll
    static void install() throws Exception {
      if (!PYTHON.isInstalled()) {
        PYTHON.install(folder.resolve("python.log"));
      }
    }

    @Test
    void publishPicturesAndFollowPredictionsLabelsAndAlarms() throws Exception {
      publishesAndFollows(new Example(PYTHON.python(), PROGRAMS, ".py"), "publish.py");
    }
  }

  /** Two pictures that are what their folders say, and one that is not. */
  private static void publishesAndFollows(Example example, String origin) throws Exception {
    Path pictures = folder.resolve(origin);
    write(pictures.resolve("blue/1.png"), png(0, 0, 255));
    write(pictures.resolve("green/1.png"), png(0, 255, 0));
    write(pictures.resolve("red/1.png"), png(0, 0, 255));

    String said = example.publish(connection, pictures);
    publishAlert(origin);

    assertThat(said.strip()).matches("3 images as [0-9a-f]{8}-\\*");
    String run = said.substring(said.indexOf(" as ") + 4, said.indexOf('*'));
    try (JsonLines predictions = example.follow(connection, Topics.PREDICTIONS.name());
        JsonLines labels = example.follow(connection, Topics.LABELS.name());
        JsonLines alerts = example.follow(connection, Topics.DRIFT_ALERTS.name())) {
      JsonNode last = predictions.next(each -> each.at("/id").asText().equals(run + "000002"));
      assertThat(last.at("/label").asText()).isEqualTo("blue");
      assertThat(last.at("/modelVersion").asInt()).isEqualTo(version);
      JsonNode truth = labels.next(each -> each.at("/id").asText().equals(run + "000002"));
      assertThat(truth.at("/label").asText()).isEqualTo("red");
      assertThat(unwrapped(truth.at("/origin")).asText()).isEqualTo(origin);
      JsonNode alert = alerts.next(each -> each.at("/application").asText().equals(origin));
      assertThat(alert.at("/state").asText()).isEqualTo("RAISED");
      assertThat(alert.at("/statistic").asText()).isEqualTo("brightness");
      assertThat(alert.at("/message").asText()).isEqualTo("brightness fell");
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static void publishAlert(String application) throws Exception {
    DriftAlert alert =
        DriftAlert.newBuilder()
            .setModelName(ColourModel.NAME)
            .setModelVersion(version)
            .setStatistic("brightness")
            .setState(AlertState.RAISED)
            .setValue(61.25)
            .setReference(121.5)
            .setThreshold(110)
            .setSample(1200)
            .setSince(Instant.now())
            .setChangedAt(Instant.now())
            .setRaisedAt(Instant.now())
            .setRaisedAtImage(5000)
            .setMeanRunImages(1e6)
            .setMessage("brightness fell")
            .setApplication(application)
            .build();
    try (KafkaProducer<String, DriftAlert> producer =
        new KafkaProducer<>(
            connection,
            new StringSerializer(),
            new AvroSerializer<>(DriftAlert.class, SchemaRegistries.of(connection), Map.of()))) {
      producer.send(new ProducerRecord<>(Topics.DRIFT_ALERTS.name(), application, alert)).get();
    }
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
