package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.endtoend.RunningWorker;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Every image is predicted once, on the servers' own images and through their outages. */
class ContainersIT {
  private static final int IMAGES = 200;
  private static final int PARTITIONS = 3;

  private static final long BETWEEN_IMAGES_MS = 50;

  /** Longer than the broker lets a transaction be open: the one in flight is aborted by it. */
  private static final Duration OUTAGE = Duration.ofSeconds(12);

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration PREDICTED_WITHIN = Duration.ofMinutes(2);

  @TempDir static Path folder;

  private static KafkaContainer broker;
  private static RegistryContainer registry;
  private static RunningWorker worker;
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
    broker =
        new KafkaContainer(
            DockerImageName.parse(brokerImage).asCompatibleSubstituteFor("apache/kafka"));
    broker.start();
    registry = new RegistryContainer(registryImage);
    registry.start();
    connection =
        Map.of(
            "bootstrap.servers",
            broker.getBootstrapServers(),
            "schema.registry.url",
            registry.url());
    try (Admin admin = Admin.create(connection)) {
      new TopicCreation(admin, OptionalInt.of(PARTITIONS), Replication.OF_THE_CLUSTER).run();
    }
    int version = PublishedColours.publish(connection, folder.resolve("model"));
    worker =
        RunningWorker.start(
            connection,
            folder.resolve("worker"),
            Map.of(
                WorkerConfig.MODEL_NAME,
                ColourModel.NAME,
                WorkerConfig.ROLES,
                "score",
                WorkerConfig.MAX_DECODE_MS,
                1000,
                "producer.transaction.timeout.ms",
                (int) TRANSACTION_TIMEOUT.toMillis()));
    worker.awaitServing(version);
  }

  @AfterAll
  static void stopAll() throws Exception {
    try (KafkaContainer last = broker;
        RegistryContainer then = registry;
        RunningWorker first = worker) {}
  }

  @Test
  void everyImageIsPredictedOnceAlthoughTheBrokerStalls() throws Exception {
    var serializer =
        new AvroSerializer<>(ImageEvent.class, SchemaRegistries.of(connection), connection);
    ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor();
    try (Images source = new Images(connection)) {
      for (int i = 0; i < IMAGES; i++) {
        ImageEvent image = image("stall", i);
        camera.schedule(
            () -> source.send(image, serializer), i * BETWEEN_IMAGES_MS, TimeUnit.MILLISECONDS);
      }
      camera.shutdown(); // what is scheduled still runs
      awaitPredictions("stall", IMAGES / 10);
      stallBroker(source);
      assertThat(camera.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      source.flush();
    }

    assertAllPredictedOnce("stall");
  }

  @Test
  void everyImageIsPredictedOnceAlthoughTheRegistryIsAwayWhenItsSchemaIsNew() throws Exception {
    Schema newer = withOneMoreField(ImageEvent.getClassSchema());
    int schemaId = SchemaRegistries.of(connection).register(Topics.IMAGES.valueSubject(), newer);
    registry.shutDown();
    try (Images source = new Images(connection)) {
      for (int i = 0; i < IMAGES; i++) {
        source.send(id("away", i), encode(image("away", i), newer, schemaId));
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

    assertAllPredictedOnce("away");
  }

  private static void assertAllPredictedOnce(String test) {
    awaitPredictions(test, IMAGES);
    Map<String, String> labels =
        IntStream.range(0, IMAGES)
            .boxed()
            .collect(Collectors.toMap(i -> id(test, i), ContainersIT::label));
    assertThat(CommittedRecords.predictions(connection))
        .filteredOn(isOf(test))
        .hasSize(IMAGES)
        .allSatisfy(
            prediction ->
                assertThat(prediction.getLabel()).isEqualTo(labels.get(prediction.getId())))
        .extracting(Prediction::getId)
        .containsExactlyInAnyOrderElementsOf(labels.keySet());
    assertThat(deadLetters()).as("dead letters").isZero();
  }

  private static void stallBroker(Images source) {
    DockerClient docker = broker.getDockerClient();
    docker.pauseContainerCmd(broker.getContainerId()).exec();
    try {
      await().during(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> source.written() < IMAGES);
    } finally {
      docker.unpauseContainerCmd(broker.getContainerId()).exec();
    }
  }

  private static void awaitPredictions(String test, int count) {
    await().atMost(PREDICTED_WITHIN).until(() -> count(test) >= count);
  }

  private static long count(String test) {
    return CommittedRecords.of(connection, Topics.PREDICTIONS.name()).stream()
        .filter(prediction -> prediction.key().startsWith(test + "-"))
        .count();
  }

  private static int deadLetters() {
    return CommittedRecords.of(connection, Topics.DEAD_LETTERS.name()).size();
  }

  private static Predicate<Prediction> isOf(String test) {
    return prediction -> prediction.getId().startsWith(test + "-");
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

  /** The schema of a producer that is ahead of the worker. */
  private static Schema withOneMoreField(Schema schema) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(
        new Schema.Field("camera", Schema.create(Schema.Type.STRING), "Which camera.", "front"));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  /** An event in the Confluent wire format. */
  private static byte[] encode(ImageEvent event, Schema schema, int schemaId) throws IOException {
    GenericRecord record = new GenericData.Record(schema);
    event
        .getSchema()
        .getFields()
        .forEach(field -> record.put(field.name(), event.get(field.pos())));
    record.put(
        "encoding",
        new GenericData.EnumSymbol(schema.getField("encoding").schema(), event.getEncoding()));
    record.put("camera", "back");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    GenericData withTimes = new GenericData();
    withTimes.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    new GenericDatumWriter<GenericRecord>(schema, withTimes).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
