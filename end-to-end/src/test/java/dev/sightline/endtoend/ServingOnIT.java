package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What fails around a model costs no version its place, and the worker says what it waits for. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServingOnIT {
  private static final Map<String, ?> SCORE = Map.of("sightline.roles", "score");

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static int highest;

  @TempDir Path state;

  private static int publish() throws IOException {
    CLUSTER.models().publish(++highest);
    return highest;
  }

  private static void awaitReady(RunningWorker worker, String... reason) {
    waitFor("the worker to say " + String.join(" and ", reason))
        .untilAsserted(() -> assertThat(worker.get("/health/ready").body()).contains(reason));
  }

  @Test
  void aRegistryThatComesAfterTheWorkerCostsItNoReleaseAndWorkersOfAnotherModelAreWaitedFor()
      throws Exception {
    int version = publish();
    try (RegistryGate gate = RegistryGate.before(CLUSTER.config().get("schema.registry.url"));
        Consumer<byte[], byte[]> stranger = workerOf("another")) {
      Map<String, Object> settings = new HashMap<>(SCORE);
      settings.put("schema.registry.url", gate.url());
      settings.put("sightline.model.name", ShiftModel.NAME);
      Map<String, Object> connection = CLUSTER.config(Map.of("schema.registry.url", gate.url()));
      try (RunningWorker worker = RunningWorker.start(connection, state, settings)) {
        awaitReady(worker, "what is released can't be read", "no schema registry answered");
        assertThat(worker.isReady()).isFalse();
        assertThat(worker.get("/health/live").status()).isEqualTo(200);

        gate.open();

        awaitReady(
            worker,
            "follows model " + ShiftModel.NAME,
            "score by model another",
            "sightline.application.id of its own");
        assertThat(worker.isReady()).isFalse();
        assertThat(worker.get("/health/live").status()).isEqualTo(200);

        stranger.close();

        worker.awaitServing(version);
        try (Group group = Group.scoring(CLUSTER)) {
          assertThat(group.clientIds())
              .isNotEmpty()
              .allMatch(id -> id.endsWith("-model-" + ShiftModel.NAME));
        }
      }
    }
  }

  /** What the group knows of a worker that scores by some model: a member with its client id. */
  private static Consumer<byte[], byte[]> workerOf(String model) {
    Map<String, Object> config =
        CLUSTER.config(
            Map.of(
                "group.id",
                "sightline-score",
                "client.id",
                "worker-StreamThread-1-consumer-model-" + model));
    Consumer<byte[], byte[]> member =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    member.subscribe(List.of(Topics.IMAGES.name()));
    waitFor("a member of another model")
        .until(
            () -> {
              member.poll(Duration.ofMillis(100));
              return !member.assignment().isEmpty();
            });
    return member;
  }

  @Test
  void aDiskThatFailsLetsTheChampionServeUntilItWorksAgain() throws Exception {
    int before = publish();
    try (RunningWorker worker = RunningWorker.start(CLUSTER, state, SCORE)) {
      worker.awaitServing(before);
      Files.delete(state.resolve("models"));
      Files.writeString(state.resolve("models"), "a file where the folder was");

      int version = publish();

      awaitReady(
          worker,
          before + " serves instead of champion " + version + ", which is waited for since",
          "can't write below " + state.resolve("models"));
      assertThat(worker.isReady()).isTrue();

      Files.delete(state.resolve("models"));

      worker.awaitServing(version);
    }
  }

  @Test
  void aVersionThatAnotherModelsUploadHidesServesWhenThatIsDone() throws Exception {
    int before = publish();
    try (RunningWorker worker = RunningWorker.start(CLUSTER, state, SCORE);
        Producer<String, byte[]> upload =
            new KafkaProducer<>(
                CLUSTER.config(Map.of("transactional.id", "another-model")),
                new StringSerializer(),
                new ByteArraySerializer())) {
      worker.awaitServing(before);
      upload.initTransactions();
      upload.beginTransaction();
      upload.send(new ProducerRecord<>(Topics.MODELS.name(), "another/1/0", new byte[1])).get();

      CompletableFuture<Integer> publish = CompletableFuture.supplyAsync(ServingOnIT::published);

      awaitReady(worker, "instead of champion " + (before + 1), "publish is under way");
      assertThat(worker.isReady()).isTrue();

      upload.abortTransaction();

      worker.awaitServing(publish.get());
    }
  }

  private static int published() {
    try {
      return publish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWorkerThatStartsOnARejectedChampionServesTheFormerOne() throws Exception {
    int former = publish();
    int rejected = ++highest;
    ShiftModel model = ShiftModel.ofVersion(rejected);
    new HandmadeModel(rejected, model.manifest(), HandmadeModel.archive(model, state))
        .alter(1)
        .release(CLUSTER);

    try (RunningWorker worker = RunningWorker.start(CLUSTER, state.resolve("worker"), SCORE)) {
      worker.awaitServing(former);

      String instead = "instead of champion " + rejected + ", which is rejected since";
      awaitReady(worker, former + " serves " + instead, "part 1: expected SHA-256");
      assertThat(Rejections.reasonOf(CLUSTER, rejected)).contains("part 1: expected SHA-256");
      try (Tail<ModelEvent> events = CLUSTER.committed(Topics.MODEL_EVENTS)) {
        waitFor("the event, which is written behind the work")
            .untilAsserted(
                () ->
                    assertThat(events.values())
                        .filteredOn(event -> event.getState() == ModelState.SERVING)
                        .last()
                        .matches(event -> event.getVersion() == former)
                        .matches(event -> String.valueOf(event.getReason()).startsWith(instead)));
      }
    }
  }
}
