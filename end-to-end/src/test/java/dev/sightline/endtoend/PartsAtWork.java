package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the parts do at a broker that asks for rights, each logged in as itself.
 *
 * @param folder for models and state
 */
record PartsAtWork(SecuredBroker broker, Path folder) {

  /** Publishes version 1, and gives the folder of its SavedModel. */
  Path publishModel() throws IOException {
    Map<String, Object> config = broker.login(Part.TRAINER);
    ShiftModel model = ShiftModel.ofVersion(1);
    Path savedModel = model.write(folder.resolve("model"));
    new ModelPublisher(
            config,
            SchemaRegistries.of(config),
            Optional.empty(),
            new ModelArchive(),
            Clock.systemUTC())
        .publishChampion(model.manifest(), savedModel, OptionalInt.empty(), "trainer", "first");
    return savedModel;
  }

  RunningWorker worker(String stateFolder) throws InterruptedException {
    return RunningWorker.start(
        broker.login(Part.WORKER),
        folder.resolve(stateFolder),
        Map.of(
            WorkerConfig.MODEL_NAME,
            ShiftModel.NAME,
            WorkerConfig.THREADS,
            1,
            WorkerConfig.EMIT_INTERVAL_MS,
            200));
  }

  <V extends SpecificRecord> void send(Part part, Topic<V> topic, int count, IntFunction<V> value)
      throws Exception {
    Map<String, Object> config = broker.login(part);
    try (Producer<String, V> producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            new AvroSerializer<>(topic.valueType(), SchemaRegistries.of(config), config))) {
      for (int number : IntStream.range(0, count).toArray()) {
        producer
            .send(
                new ProducerRecord<>(topic.name(), NumberedImages.id(number), value.apply(number)))
            .get();
      }
    }
  }

  /** Of so many predictions or more, in the order of their partitions. */
  List<String> predictedIds(int images, String group) {
    Map<String, Object> config = broker.login(Part.CONSUMER);
    config.put("group.id", group);
    config.put("auto.offset.reset", "earliest");
    config.put("isolation.level", "read_committed");
    List<String> ids = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.PREDICTIONS.name()));
      waitFor("the predictions")
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> ids.add(record.key()));
                return ids.size() >= images;
              });
      consumer.commitSync();
    }
    return ids;
  }

  void watch() throws Exception {
    try (Dashboard dashboard =
        Dashboard.start(broker.login(Part.DASHBOARD), DashboardSettings.onLoopback(0))) {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + "/api/status"))
              .build();
      waitFor("a dashboard that misses nothing")
          .untilAsserted(
              () -> {
                String body =
                    HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).body();
                JsonNode status = new ObjectMapper().readTree(body);
                assertThat(status.path("feeds")).as(body).isNotEmpty();
                assertThat(status.path("feeds")).allMatch(feed -> feed.path("waitingFor").isNull());
                assertThat(status.path("caughtUp").asBoolean()).as(body).isTrue();
                assertThat(status.at("/broker/lags").size()).as(body).isPositive();
                assertThat(status.at("/broker/fault").isNull()).as(body).isTrue();
              });
    }
  }
}
