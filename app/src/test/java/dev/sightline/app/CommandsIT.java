package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerde;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {
  private static final String REGISTRY = "mock://commands";
  private static final Instant CAPTURED = Instant.parse("2026-01-02T03:04:05.006Z");

  @TempDir static Path brokerFolder;
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final AvroSerde<Prediction> predictions =
      new AvroSerde<>(
          Prediction.class, SchemaRegistries.of(Map.of("schema.registry.url", REGISTRY)), Map.of());

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(brokerFolder);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @AfterEach
  void deleteTopics() throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    awaitTopics(Set::isEmpty);
  }

  private static String[] arguments(String... command) {
    return Stream.concat(
            Stream.of(command),
            Stream.of(
                "--bootstrap-servers", broker.bootstrapServers(), "--schema-registry", REGISTRY))
        .toArray(String[]::new);
  }

  @Nested
  class TopicsCreate {
    @Test
    void createsTheCatalogueAndASecondTimeNothing() throws Exception {
      Run first = Run.of(arguments("topics", "create", "--partitions", "3"));

      assertThat(first.err()).isEmpty();
      assertThat(first.exitCode()).isZero();
      assertThat(first.out().lines())
          .hasSize(Topics.ALL.size())
          .contains("images            3 partitions created")
          .contains("models            1 partition  created");
      assertThat(partitions()).containsEntry("labels", 3).containsEntry("models", 1);

      Run second = Run.of(arguments("topics", "create"));

      assertThat(second.exitCode()).isZero();
      assertThat(second.out().lines())
          .contains("images            3 partitions was there")
          .allMatch(line -> line.endsWith("was there"));
    }

    @Test
    void saysWhichTopicsKeepANumberOfPartitionsThatWasNotAskedFor() {
      Run.of(arguments("topics", "create", "--partitions", "3"));

      Run second = Run.of(arguments("topics", "create", "--partitions", "4"));

      assertThat(second.exitCode()).isZero();
      assertThat(second.out().lines())
          .contains("images            3 partitions was there, not changed to 4")
          .contains("models            1 partition  was there");
    }

    @Test
    void theCataloguesSettingsAreTheTopics() throws Exception {
      Run.of(arguments("topics", "create"));

      var models = new ConfigResource(ConfigResource.Type.TOPIC, "models");
      assertThat(
              admin
                  .describeConfigs(List.of(models))
                  .all()
                  .get()
                  .get(models)
                  .get("cleanup.policy")
                  .value())
          .isEqualTo("compact");
    }

    @Nested
    class WhenSomeTopicsExist {
      @Test
      void theOthersGetTheSameNumberOfPartitions() throws Exception {
        create("labels", 2);

        assertThat(Run.of(arguments("topics", "create")).exitCode()).isZero();

        assertThat(partitions())
            .containsEntry("images", 2)
            .containsEntry("predictions", 2)
            .containsEntry("labels", 2);
      }

      @Test
      void aDifferentNumberIsRefusedAndNothingIsCreated() throws Exception {
        create("labels", 2);

        Run run = Run.of(arguments("topics", "create", "--partitions", "4"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
            .isEqualToIgnoringNewLines(
                "sightline topics create: images, predictions, labels must have the same number of"
                    + " partitions, but images would get 4, predictions would get 4, labels has 2."
                    + " Nothing was created.");
        assertThat(partitions()).containsOnlyKeys("labels");
      }
    }

    @Test
    void whatTheBrokerRefusesIsSaidInOneLine() {
      Run run = Run.of(arguments("topics", "create", "--replication-factor", "3"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("topic images", "replication factor");
    }
  }

  @Nested
  class Predictions {
    @BeforeEach
    void createTopic() throws Exception {
      create("predictions", 2);
    }

    @Test
    void fromTheBeginningPrintsWhatIsThere() {
      publish("first");
      publish("second");

      Run run = Run.of(arguments("predictions", "--from-beginning", "--max", "2"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).hasSize(3);
      assertThat(run.out()).contains("scored at", "first", "second", "93.4%", "cifar10/7");
    }

    @Test
    void fromNowPrintsWhatComesOnly() {
      publish("old");
      Run run = Run.started(arguments("predictions", "--max", "1"));
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("Following"));

      publish("new");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("new").doesNotContain("old");
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
      publish("first");

      Run run = Run.of(arguments("predictions", "--from-beginning", "--max", "1", "--json"));

      assertThat(run.out().lines()).hasSize(1);
      JsonNode json = new ObjectMapper().readTree(run.out());
      assertThat(json.get("id").asText()).isEqualTo("first");
      assertThat(json.get("confidence").floatValue()).isEqualTo(0.934f);
      assertThat(json.get("probabilities")).hasSize(2);
      assertThat(json.get("capturedAt").asText()).isEqualTo("2026-01-02T03:04:05.006Z");
    }

    @Test
    void whatCannotBeReadIsReportedAndPassedOver() {
      send("bad", new byte[] {1, 2, 3});
      publish("good");

      Run run = Run.of(arguments("predictions", "--from-beginning", "--max", "1", "--json"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("good");
      assertThat(run.err())
          .contains("passed over: predictions-0 at offset 0 is not in the Confluent");
    }

    @Test
    void anInterruptEndsItQuietly() {
      Run run = Run.started(arguments("predictions"));
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("Following"));

      run.interrupt();

      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.err().lines()).hasSize(1);
    }
  }

  @Nested
  class WhenATopicIsMissing {
    @Test
    void theWayOutIsNamed() {
      Run run = Run.of(arguments("metrics"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "sightline metrics: there is no topic metrics: `sightline topics create` creates it");
    }

    @Test
    void aWorkerNamesAllThatAreMissingAndThoseThatDoNotFit(@TempDir Path state) throws Exception {
      create("images", 2);
      create("labels", 3);

      Run run =
          Run.of(arguments("run", "--http-port", "0", "--set", "sightline.state.dir=" + state));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "sightline run: there are no topics predictions, models, model-releases,"
                  + " model-events, metrics-counts, metrics, dead-letters: `sightline topics"
                  + " create` creates them; images, labels must have the same number of partitions,"
                  + " but images has 2, labels has 3");
    }
  }

  @Nested
  class Replay {
    @Test
    void publishesEachImageAndItsLabelUnderOneIdThatNoOtherRunHas(@TempDir Path data)
        throws Exception {
      create("images", 2);
      create("labels", 2);
      for (String label : List.of("cat", "dog")) {
        for (String split : List.of("train", "test")) {
          Path folder = Files.createDirectories(data.resolve(split).resolve(label));
          Files.write(folder.resolve("0.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1});
        }
      }
      String[] replay =
          arguments("replay", "--data", data.toString(), "--rate", "100", "--label-delay", "50ms");

      Run run = Run.of(replay);
      Run again = Run.of(replay);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err()).contains("Published 2 images and 2 labels.");
      assertThat(again.exitCode()).isZero();
      assertThat(keys("images")).hasSize(4).doesNotHaveDuplicates();
      assertThat(keys("labels")).containsExactlyInAnyOrderElementsOf(keys("images"));
    }
  }

  private static void create(String topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    awaitTopics(topics -> topics.contains(topic));
  }

  /** What the controller has done the broker learns a moment later. */
  private static void awaitTopics(Predicate<Set<String>> seen) {
    await().until(() -> seen.test(admin.listTopics().names().get()));
  }

  private static Map<String, Integer> partitions() throws Exception {
    Set<String> names = admin.listTopics().names().get();
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .collect(Collectors.toMap(topic -> topic.name(), topic -> topic.partitions().size()));
  }

  private void publish(String id) {
    Prediction prediction =
        Prediction.newBuilder()
            .setId(id)
            .setLabel("cat")
            .setLabelIndex(1)
            .setConfidence(0.934f)
            .setProbabilities(List.of(0.066f, 0.934f))
            .setModelName("cifar10")
            .setModelVersion(7)
            .setCapturedAt(CAPTURED)
            .setScoredAt(CAPTURED.plusMillis(17))
            .build();
    send(id, predictions.serializer().serialize("predictions", prediction));
  }

  private static void send(String key, byte[] value) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("predictions", 0, key, value));
      producer.flush();
    }
  }

  private static List<String> keys(String topic) {
    List<String> keys = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      var ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
      }
    }
    return keys;
  }
}
