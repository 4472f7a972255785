package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.app.Sightline;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.Pictures;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.awt.Color;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Models of the sizes that people have, from a SavedModel on disk to a prediction, in the memory
 * that the launcher gives.
 */
class LargeModelsIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir static Path folder;
  private static RunningWorker worker;
  private static int version;

  @BeforeAll
  static void startWorker() throws Exception {
    worker =
        RunningWorker.start(
            CLUSTER,
            folder.resolve("state"),
            Map.of(
                "sightline.roles",
                "score",
                "sightline.model.name",
                "large",
                "sightline.batch.max.size",
                4));
  }

  @AfterAll
  static void stopWorker() throws Exception {
    worker.close();
  }

  @Test
  void of224By224AndTwoClassesComparedOnImagesOfTheUser() throws IOException {
    Path data = folder.resolve("data");
    for (int i = 0; i < 6; i++) {
      Pictures.write(data.resolve("test/red/" + i + ".png"), new Color(200 + i, 0, 0), 300, 200);
      Pictures.write(data.resolve("test/green/" + i + ".png"), new Color(0, 200 + i, 0), 300, 200);
    }
    // Nobody reads these: that they can't be decoded is no matter.
    Files.createDirectories(data.resolve("train/red"));
    Files.createDirectories(data.resolve("train/green"));
    Files.writeString(data.resolve("train/red/0.png"), "no picture");
    Files.writeString(data.resolve("train/green/0.png"), "no picture");

    publish(224, List.of("red", "green"), "--data", data.toString(), "--no-gate");
    serves("green", Color.GREEN, 2);
    assertThat(publish(224, List.of("green", "red"), "--data", data.toString()))
        .contains("challenger: ", "on the same 12 images: both right 12");
  }

  @Test
  void of224By224AndAThousandClasses() throws IOException {
    publish(224, classes(1_000));
    serves("red", Color.RED, 1_000);
  }

  @Test
  void of299By299AndAThousandClasses() throws IOException {
    publish(299, classes(1_000));
    serves("blue", Color.BLUE, 1_000);
  }

  @Test
  void of600By600WhoseRawPixelsNoRecordHolds() throws IOException {
    publish(600, classes(3));
    serves("green", Color.GREEN, 3);
  }

  @Test
  void ofAsManyClassesAsThereMayBe() throws IOException {
    publish(32, classes(10_000));
    serves("red", Color.RED, 10_000);
  }

  /** Its classes are of random weights: that one of them is given to an image is all there is. */
  @Test
  void ofKerasInBfloat16() throws IOException {
    Path zip = Path.of("../../shared/cases/models/mixed_bfloat16.zip");
    assumeTrue(Files.exists(zip), "skipped: ../shared/cases is not there");
    Path model = new ModelArchive().unpack(zip, folder.resolve("keras"));

    publish(model, List.of("a", "b", "c", "d"));

    assertThat(served(Color.GRAY, 4).getLabel()).isIn("a", "b", "c", "d");
  }

  private static List<String> classes(int count) {
    return Stream.concat(
            ColourModel.LABELS.stream(),
            IntStream.range(ColourModel.LABELS.size(), count)
                .mapToObj("a class with a name, n. %05d"::formatted))
        .toList();
  }

  private static String publish(int side, List<String> classes, String... more) throws IOException {
    Path model = folder.resolve("model-" + (version + 1));
    return publish(new ColourModel(side, side, classes).write(model), classes, more);
  }

  private static String publish(Path model, List<String> classes, String... more)
      throws IOException {
    version++;
    Path labels = Files.write(folder.resolve("labels-" + version + ".txt"), classes);
    StringWriter said = new StringWriter();
    CommandLine command =
        Sightline.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true));
    List<String> arguments =
        new ArrayList<>(List.of("publish", model.toString(), "--name", "large", "--labels-file"));
    arguments.addAll(List.of(labels.toString(), "--other-classes"));
    arguments.addAll(List.of("--bootstrap-servers", setting("bootstrap.servers")));
    arguments.addAll(List.of("--schema-registry", setting("schema.registry.url")));
    arguments.addAll(List.of(more));
    assertThat(command.execute(arguments.toArray(String[]::new))).as("%s", said).isZero();
    return said.toString();
  }

  private static String setting(String name) {
    return CLUSTER.config().get(name).toString();
  }

  /** An image of one colour is taken for that by the version that was published last. */
  private static void serves(String label, Color colour, int classes) throws IOException {
    assertThat(served(colour, classes).getLabel()).isEqualTo(label);
  }

  private static Prediction served(Color colour, int classes) throws IOException {
    worker.awaitServing(version);
    String id = "image-" + version;
    Path file = folder.resolve(id + ".png");
    Pictures.write(file, colour, 640, 480);
    ImageEvent event =
        ImageEvent.newBuilder()
            .setId(id)
            .setContent(ByteBuffer.wrap(Files.readAllBytes(file)))
            .setEncoding(ImageEncoding.ENCODED)
            .setCapturedAt(Instant.now())
            .setSource("large")
            .build();
    try (Producer<String, ImageEvent> producer = CLUSTER.producer(Topics.IMAGES)) {
      producer.send(new ProducerRecord<>(Topics.IMAGES.name(), id, event));
    }
    Prediction prediction = predictionOf(id);
    assertThat(prediction.getModelVersion()).isEqualTo(version);
    assertThat(prediction.getProbabilities()).hasSize(classes);
    assertThat(prediction.getProbabilities().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-5));
    return prediction;
  }

  private static Prediction predictionOf(String id) {
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      return waitFor("the prediction of " + id)
          .until(
              () ->
                  predictions.values().stream()
                      .filter(prediction -> prediction.getId().equals(id))
                      .findFirst(),
              Optional::isPresent)
          .orElseThrow();
    }
  }
}
