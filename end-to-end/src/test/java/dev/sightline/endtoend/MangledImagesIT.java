package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Sightline;
import dev.sightline.endtoend.MangledImages.Mangled;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.scoring.DeadLetterHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A thousand records that are damaged in every way we know of. */
class MangledImagesIT {
  private static final int IMAGES = 1000;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  @TempDir Path folder;

  /** Where a record stands. */
  private record Place(String topic, int partition, long offset) {
    static Place of(RecordMetadata sent) {
      return new Place(sent.topic(), sent.partition(), sent.offset());
    }

    static Place of(ConsumerRecord<?, ?> deadLetter) {
      return new Place(
          header(deadLetter, DeadLetterHeaders.TOPIC),
          Integer.parseInt(header(deadLetter, DeadLetterHeaders.PARTITION)),
          Long.parseLong(header(deadLetter, DeadLetterHeaders.OFFSET)));
    }
  }

  @Test
  void eachBecomesOnePredictionOrOneDeadLetterAndTheWorkerStaysWell() throws Exception {
    Map<String, ?> settings =
        Map.of(
            "sightline.roles",
            "score",
            "sightline.threads",
            2,
            "sightline.image.max.bytes",
            MangledImages.MAX_BYTES,
            "sightline.image.max.pixels",
            MangledImages.MAX_PIXELS);
    CLUSTER.models().publish(1);
    try (RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings);
        Group group = Group.scoring(CLUSTER)) {
      // What a task counted in its last commit before it moved to another thread is not published.
      waitFor("the tasks to be spread").until(() -> group.isSpreadOver(2, Topics.IMAGES));
      Map<Place, Mangled> published = publish();
      waitFor("all images to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));

      int dead = checkDeadLetters(published);
      int predicted = checkPredictions(published);
      assertThat(published.values()).as("images with neither prediction nor dead letter").isEmpty();
      assertThat(predicted + dead).isEqualTo(IMAGES);
      waitFor("the last commit's counts")
          .untilAsserted(
              () -> {
                assertThat(worker.metric("sightline_images_consumed_total")).isEqualTo(IMAGES);
                assertThat(worker.metric("sightline_images_dead_lettered_total")).isEqualTo(dead);
                assertThat(worker.metric("sightline_images_predicted_total")).isEqualTo(predicted);
              });
      assertThat(worker.isReady()).isTrue();
      DocumentedMeters.explainThoseOf(worker);
      AlertRules.ask(worker.get("/metrics").body(), "sightline-workers", "sightline-scoring");
      replay(worker, dead);
    }
  }

  /** Nothing was mended, so all that is replayed comes back: as a dead letter, and no more. */
  private static void replay(RunningWorker worker, int dead) {
    String[] tooLarge = {"--reason", "TOO_MANY_PIXELS"};
    List<String> before = deadLetters("list", "--json", tooLarge);
    assertThat(before).isNotEmpty().allMatch(line -> line.contains("\"replayed\":false"));
    String all = "Replayed %d dead letter".formatted(before.size());

    assertThat(deadLetters("replay", "--limit=" + before.size(), tooLarge).get(0)).startsWith(all);
    waitFor("all to come back")
        .until(() -> worker.metric("sightline_images_dead_lettered_total") == dead + before.size());

    assertThat(deadLetters("replay", "--limit=1", tooLarge))
        .contains(
            "Replayed 0 dead letters.",
            "%d stay: replayed before.".formatted(before.size()),
            "%d stay: it came back from a replay; --force replays it once more."
                .formatted(before.size()));
    assertThat(deadLetters("list", "--json", tooLarge))
        .hasSize(2 * before.size())
        .filteredOn(line -> line.contains("\"replays\":1,\"replayed\":false"))
        .hasSameSizeAs(before);
  }

  /** What the command line prints. */
  private static List<String> deadLetters(String command, String option, String... choice) {
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("dead-letters", command, option));
    arguments.addAll(List.of(choice));
    arguments.add("--bootstrap-servers=" + CLUSTER.config().get("bootstrap.servers"));
    int exitCode =
        Sightline.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(exitCode).isZero();
    return out.toString().lines().toList();
  }

  private static Map<Place, Mangled> publish() throws Exception {
    MangledImages images = new MangledImages(CLUSTER.serializer(Topics.IMAGES), 11);
    Map<Place, Mangled> published = new HashMap<>();
    try (Producer<byte[], byte[]> producer = CLUSTER.rawProducer()) {
      for (int number = 0; number < IMAGES; number++) {
        Mangled image = images.image(number);
        published.put(Place.of(producer.send(image.record()).get()), image);
      }
    }
    assertThat(published).hasSize(IMAGES);
    return published;
  }

  /** Takes the images that became dead letters away; how many there are. */
  private static int checkDeadLetters(Map<Place, Mangled> left) {
    try (Tail<byte[]> deadLetters = Tail.ofBytes(CLUSTER, Topics.DEAD_LETTERS)) {
      List<ConsumerRecord<byte[], byte[]>> records = deadLetters.settled();
      for (ConsumerRecord<byte[], byte[]> dead : records) {
        Mangled image = left.remove(Place.of(dead));
        assertThat(image).as("the image at %s, once", Place.of(dead)).isNotNull();
        assertThat(dead.key()).isEqualTo(image.record().key());
        assertThat(dead.value()).isEqualTo(image.record().value());
        assertThat(header(dead, DeadLetterHeaders.REASON)).isIn(image.outcomes());
        assertThat(header(dead, DeadLetterHeaders.MESSAGE)).isNotBlank().hasSizeLessThan(2000);
      }
      return records.size();
    }
  }

  /** Takes the images that were predicted away; how many there are. */
  private static int checkPredictions(Map<Place, Mangled> left) {
    Map<String, Place> places = new HashMap<>();
    left.forEach(
        (place, image) ->
            places.put(new String(image.record().key(), StandardCharsets.UTF_8), place));
    Set<String> predicted = new HashSet<>();
    ImageHistograms looks = new ImageHistograms();
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      for (var record : predictions.settled()) {
        Prediction prediction = record.value();
        looks.add(prediction.getImageStatistics());
        assertThat(predicted.add(prediction.getId())).as("%s once", prediction.getId()).isTrue();
        Mangled image = left.remove(places.get(prediction.getId()));
        assertThat(image).as("the image %s", prediction.getId()).isNotNull();
        assertThat(image.outcomes()).contains(MangledImages.PREDICTED);
      }
    }
    assertThat(looks.total(ImageStatistic.BRIGHTNESS)).isEqualTo(predicted.size());
    return predicted.size();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
