package dev.sightline.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.endtoend.interop.CommittedRecords;
import dev.sightline.endtoend.interop.Images;
import dev.sightline.endtoend.interop.Machine;
import dev.sightline.endtoend.interop.PublishedColours;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/**
 * Two workers of the project's own image predict every image once, whatever happens to them, to the
 * broker and to the registry.
 */
@TestMethodOrder(OrderAnnotation.class)
class ContainersIT {
  private static final int IMAGES = 200;
  private static final int PARTITIONS = 4;

  private static final long BETWEEN_IMAGES_MS = 50;

  /** Longer than the broker lets a transaction be open: the one in flight is aborted by it. */
  private static final Duration OUTAGE = Duration.ofSeconds(8);

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration WITHIN = Duration.ofMinutes(3);

  @TempDir static Path folder;

  private static Network network;
  private static BrokerContainer broker;
  private static RegistryContainer registry;
  private static List<WorkerContainer> workers = List.of();
  private static Map<String, Object> connection;

  @BeforeAll
  static void startAll() throws Exception {
    String brokerImage = System.getenv().getOrDefault("KAFKA_IMAGE", "apache/kafka:4.3.1");
    String registryImage =
        System.getenv().getOrDefault("REGISTRY_IMAGE", "apicurio/apicurio-registry:3.3.3");
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      Machine.lacks(
          Machine.isBuildMachine() && System.getenv("KAFKA_IMAGE") != null,
          "no Docker engine is in reach");
    }
    Future<String> image = ProjectImage.name(folder);
    network = Network.newNetwork();
    broker = new BrokerContainer(brokerImage, network);
    registry = new RegistryContainer(registryImage, network);
    Startables.deepStart(broker, registry).get();
    connection =
        Map.of(
            "bootstrap.servers",
            broker.getBootstrapServers(),
            "schema.registry.url",
            registry.url());
    try (Admin admin = Admin.create(connection)) {
      new TopicCreation(admin, OptionalInt.of(PARTITIONS), Replication.OF_THE_CLUSTER).run();
    }
    PublishedColours.publish(connection, folder.resolve("model"));
    workers = Stream.of("first", "second").map(name -> worker(image, name)).toList();
    Startables.deepStart(workers).get();
  }

  private static WorkerContainer worker(Future<String> image, String name) {
    Map<String, String> environment =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            broker.inside(),
            "SCHEMA_REGISTRY_URL",
            registry.inside(),
            "SIGHTLINE_MODEL_NAME",
            ColourModel.NAME,
            "SIGHTLINE_WORKER_ID",
            name,
            "SIGHTLINE_BATCH_LINGER_MS",
            "500",
            "SIGHTLINE_IMAGE_MAX_DECODE_MS",
            "1000",
            "KAFKA_CONSUMER_SESSION_TIMEOUT_MS",
            "6000",
            "KAFKA_CONSUMER_HEARTBEAT_INTERVAL_MS",
            "1000",
            "KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS",
            String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
    WorkerContainer worker = new WorkerContainer(image, environment);
    worker.withNetwork(network);
    return worker;
  }

  @AfterAll
  static void stopAll() {
    workers.forEach(GenericContainer::stop);
    try (Network last = network;
        BrokerContainer then = broker;
        RegistryContainer first = registry) {}
  }

  /** The first, for its workers have lost no transaction yet. */
  @Test
  @Order(1)
  void everyImageIsPredictedOnceAlthoughAWorkerIsKilledInTheMiddleOfABatch() throws Exception {
    WorkerContainer killed = workers.get(0);
    WorkerContainer other = workers.get(1);
    int sent;
    try (Camera camera = Camera.start("killed")) {
      await()
          .atMost(WITHIN)
          .until(() -> workers.stream().allMatch(worker -> worker.predicted() > 0));
      await().atMost(WITHIN).pollInterval(Duration.ofMillis(20)).until(killed::isBatching);
      killed.kill();
      double before = other.predicted();
      await().atMost(WITHIN).until(() -> other.predicted() > before);
      killed.startAgain();
      sent = camera.stop();
    }

    assertAllPredictedOnce("killed", sent);
  }

  @ParameterizedTest
  @EnumSource
  void everyImageIsPredictedOnceAlthoughTheBrokerIs(Outage outage) throws Exception {
    String test = outage.name().toLowerCase(Locale.ROOT);
    int sent;
    try (Camera camera = Camera.start(test)) {
      awaitPredictions(test, 20);
      outage.begin(broker);
      try {
        await().during(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> !camera.isHeard());
      } finally {
        outage.end(broker);
      }
      sent = camera.stop();
    }

    assertAllPredictedOnce(test, sent);
  }

  @Test
  void everyImageIsPredictedOnceAlthoughTheRegistryIsAwayWhenItsSchemaIsNew() throws Exception {
    int schemaId =
        SchemaRegistries.of(connection).register(Topics.IMAGES.valueSubject(), NewerSchema.image());
    registry.shutDown();
    try (Images source = new Images(connection)) {
      for (int i = 0; i < IMAGES; i++) {
        source.send(id("away", i), NewerSchema.encode(image("away", i), schemaId));
      }
      source.flush();

      // Neither guessed at nor given up as unreadable.
      await()
          .during(OUTAGE)
          .atMost(OUTAGE.multipliedBy(2))
          .until(() -> count("away") == 0 && deadLetters() == 0);
    } finally {
      registry.startAgain();
    }

    assertAllPredictedOnce("away", IMAGES);
  }

  /** Sends the images of a test at a steady pace until it is told to stop. */
  private static final class Camera implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Images source = new Images(connection);
    private final AtomicInteger sent = new AtomicInteger();

    static Camera start(String test) {
      Camera camera = new Camera();
      Serializer<ImageEvent> serializer =
          new AvroSerializer<>(ImageEvent.class, SchemaRegistries.of(connection), connection);
      camera.clock.scheduleAtFixedRate(
          () -> camera.source.send(image(test, camera.sent.getAndIncrement()), serializer),
          0,
          BETWEEN_IMAGES_MS,
          TimeUnit.MILLISECONDS);
      return camera;
    }

    /** Whether all that was sent is acknowledged. */
    boolean isHeard() {
      return source.written() == sent.get();
    }

    /** Stops, and waits until all is acknowledged; returns how many there were. */
    int stop() throws InterruptedException {
      clock.shutdown();
      assertThat(clock.awaitTermination(WITHIN.toSeconds(), TimeUnit.SECONDS))
          .as("all images are sent")
          .isTrue();
      source.flush();
      return sent.get();
    }

    @Override
    public void close() {
      clock.shutdownNow();
      source.close();
    }
  }

  private static void assertAllPredictedOnce(String test, int images) {
    awaitPredictions(test, images);
    Map<String, String> labels =
        IntStream.range(0, images)
            .boxed()
            .collect(Collectors.toMap(i -> id(test, i), ContainersIT::label));
    assertThat(CommittedRecords.predictions(connection))
        .filteredOn(prediction -> prediction.getId().startsWith(test + "-"))
        .hasSize(images)
        .allSatisfy(
            prediction ->
                assertThat(prediction.getLabel()).isEqualTo(labels.get(prediction.getId())))
        .extracting(Prediction::getId)
        .containsExactlyInAnyOrderElementsOf(labels.keySet());
    assertThat(deadLetters()).as("dead letters").isZero();
  }

  private static void awaitPredictions(String test, int count) {
    await().atMost(WITHIN).until(() -> count(test) >= count);
  }

  private static long count(String test) {
    return CommittedRecords.of(connection, Topics.PREDICTIONS.name()).stream()
        .filter(prediction -> prediction.key().startsWith(test + "-"))
        .count();
  }

  private static int deadLetters() {
    return CommittedRecords.of(connection, Topics.DEAD_LETTERS.name()).size();
  }

  private static String id(String test, int i) {
    return test + "-" + i;
  }

  private static String label(int i) {
    return ColourModel.LABELS.get(i % ColourModel.LABELS.size());
  }

  /** An image whose class is {@link #label}. */
  private static ImageEvent image(String test, int i) {
    int[] colour = new int[3];
    colour[i % colour.length] = 255;
    return ImageEvent.newBuilder()
        .setId(id(test, i))
        .setContent(ByteBuffer.wrap(PublishedColours.MODEL.image(colour[0], colour[1], colour[2])))
        .setEncoding(ImageEncoding.RGB)
        .setWidth(PublishedColours.MODEL.width())
        .setHeight(PublishedColours.MODEL.height())
        .setCapturedAt(Instant.now())
        .build();
  }
}
