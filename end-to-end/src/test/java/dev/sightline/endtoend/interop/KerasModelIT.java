package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.Sightline;
import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.embedded.EmbeddedRegistry;
import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.endtoend.RunningWorker;
import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Keras exports is published by the command line, served with Keras' own probabilities, and
 * evaluated with Keras' own accuracy.
 */
class KerasModelIT {
  private static final String LABELS = "ash,beech,cedar,date";
  private static final float TOLERANCE = 1e-3f;
  private static final Duration SCORED_WITHIN = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;
  private static Map<String, Object> connection;
  private static int imageCount;

  @BeforeAll
  static void startAll() throws Exception {
    Path log = folder.resolve("python.log");
    KerasEnvironment.install(log);
    KerasEnvironment.export(folder.resolve("keras"), log);
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    connection =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
    try (Admin admin = Admin.create(connection)) {
      new TopicCreation(admin, OptionalInt.of(2), Replication.OF_THE_CLUSTER).run();
    }
    imageCount = publishImages(folder.resolve("keras").resolve("images"));
  }

  @AfterAll
  static void stopAll() {
    try (EmbeddedBroker last = broker;
        EmbeddedRegistry first = registry) {}
  }

  @ParameterizedTest
  @CsvSource({
    "softmax,     1,          PROBABILITIES",
    "logits,      1,          LOGITS",
    "uint8,       1,          PROBABILITIES",
    "zero-to-one, 0.00392157, PROBABILITIES",
    "sequential,  1,          PROBABILITIES"
  })
  void aModelIsServedWithTheProbabilitiesThatKerasGives(String name, String scale, OutputKind kind)
      throws Exception {
    publish(name, "--labels", LABELS, "--scale", scale);

    ModelManifest manifest = manifest(name);
    assertThat(manifest.getOutput().getKind()).isEqualTo(kind);
    List<Prediction> predictions = serve(manifest);

    Map<String, List<Float>> expected = kerasProbabilities(name);
    assertThat(predictions).hasSameSizeAs(expected.keySet());
    for (Prediction prediction : predictions) {
      List<Float> answer = expected.get(prediction.getId());
      for (int i = 0; i < answer.size(); i++) {
        assertThat(prediction.getProbabilities().get(i))
            .as("%s, image %s, class %d", name, prediction.getId(), i)
            .isCloseTo(answer.get(i), within(TOLERANCE));
      }
      assertThat(prediction.getLabel()).isEqualTo(LABELS.split(",")[Argmax.of(answer)]);
    }
  }

  @Test
  void aModelIsEvaluatedAsKerasDoes() throws IOException {
    Path trained = folder.resolve("keras").resolve("trained");
    Path figures = folder.resolve("figures.json");
    StringWriter said = new StringWriter();

    int exitCode =
        execute(
            said,
            Stream.of(
                "evaluate",
                "--model",
                trained.resolve("saved-model").toString(),
                "--labels",
                "date,ash,cedar,beech",
                "--data",
                folder.resolve("keras").resolve("data").toString(),
                "--json",
                figures.toString()));

    assertThat(exitCode).as(said.toString()).isZero();
    JsonNode ours = new ObjectMapper().readTree(figures.toFile());
    JsonNode keras = new ObjectMapper().readTree(trained.resolve("evaluation.json").toFile());
    assertThat(ours.get("images").asInt()).isEqualTo(100);
    assertThat(keras.get("accuracy").asDouble()).isBetween(0.5, 0.9);
    assertThat(ours.get("accuracy").asDouble())
        .isCloseTo(keras.get("accuracy").asDouble(), within(1e-6));
    assertThat(ours.get("loss").asDouble()).isCloseTo(keras.get("loss").asDouble(), within(1e-4));
  }

  @Test
  void labelsThatAreTooFewAreRefusedWithBothNumbers() {
    StringWriter said = new StringWriter();

    int exitCode = run(said, "softmax", "--name", "refused", "--labels", "one,two,three");

    assertThat(exitCode).isEqualTo(2);
    assertThat(said.toString()).contains("4 classes").contains("3 labels");
  }

  private static void publish(String name, String... more) {
    StringWriter said = new StringWriter();
    String[] arguments =
        Stream.concat(Stream.of("--name", name), Stream.of(more)).toArray(String[]::new);
    assertThat(run(said, name, arguments)).as(said.toString()).isZero();
  }

  /** The command line's own {@code publish}, in this JVM. */
  private static int run(StringWriter said, String model, String... more) {
    Stream<String> arguments =
        Stream.of(
            "publish",
            folder.resolve("keras").resolve(model).resolve("saved-model").toString(),
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--schema-registry",
            registry.url());
    return execute(said, Stream.concat(arguments, Stream.of(more)));
  }

  private static int execute(StringWriter said, Stream<String> arguments) {
    PrintWriter writer = new PrintWriter(said, true);
    return Sightline.commandLine()
        .setOut(writer)
        .setErr(writer)
        .execute(arguments.toArray(String[]::new));
  }

  private static ModelManifest manifest(String name) {
    try (ModelCatalogue catalogue =
        new ModelCatalogue(connection, SchemaRegistries.of(connection), Optional.empty())) {
      return catalogue.manifests().stream()
          .map(published -> published.manifest())
          .filter(manifest -> manifest.getName().equals(name))
          .max(Comparator.comparing(ModelManifest::getVersion))
          .orElseThrow();
    }
  }

  /** Scores every image by a worker of its own and gives that model's predictions. */
  private static List<Prediction> serve(ModelManifest manifest) throws Exception {
    Map<String, Object> settings =
        Map.of(
            WorkerConfig.MODEL_NAME, manifest.getName(),
            WorkerConfig.APPLICATION_ID, manifest.getName(),
            WorkerConfig.ROLES, "score");
    try (RunningWorker worker =
        RunningWorker.start(connection, folder.resolve(manifest.getName()), settings)) {
      worker.awaitServing(manifest.getVersion());
      return await()
          .atMost(SCORED_WITHIN)
          .until(
              () ->
                  CommittedRecords.predictions(connection).stream()
                      .filter(prediction -> prediction.getModelName().equals(manifest.getName()))
                      .toList(),
              predictions -> predictions.size() >= imageCount);
    }
  }

  /** Once for all models: each worker is a group of its own and starts at the beginning. */
  private static int publishImages(Path images) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(images)) {
      files = listed.toList();
    }
    var serializer =
        new AvroSerializer<>(ImageEvent.class, SchemaRegistries.of(connection), connection);
    try (Images source = new Images(connection)) {
      for (Path file : files) {
        String id = file.getFileName().toString().replace(".png", "");
        ImageEvent event =
            ImageEvent.newBuilder()
                .setId(id)
                .setContent(ByteBuffer.wrap(Files.readAllBytes(file)))
                .setEncoding(ImageEncoding.ENCODED)
                .setCapturedAt(Instant.now())
                .build();
        source.send(event, serializer);
      }
      source.flush();
    }
    return files.size();
  }

  private static Map<String, List<Float>> kerasProbabilities(String name) throws IOException {
    Path file = folder.resolve("keras").resolve(name).resolve("probabilities.json");
    return new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
  }
}
