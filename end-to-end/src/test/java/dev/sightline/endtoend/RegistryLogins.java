package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.serde.AvroSerializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What parts say that the secured registry does not let in, and what a worker does whose password
 * is changed under it.
 *
 * @param model a SavedModel
 * @param folder for state
 */
record RegistryLogins(SecuredBroker broker, PartsAtWork parts, Path model, Path folder) {
  private static final String WRONG = "look at basic.auth.user.info";

  private record Fault(String what, int exitCode, Consumer<Map<String, Object>> made) {}

  private List<Fault> faults() {
    return List.of(
        new Fault(WRONG, 1, RegistryLogins::useAWrongPassword),
        new Fault(
            "none are configured; set basic.auth.user.info",
            1,
            config -> config.keySet().removeIf(key -> key.startsWith("basic.auth."))),
        new Fault(
            "schema.registry.ssl.truststore.location lacks the authority",
            1,
            config -> config.keySet().removeIf(key -> key.startsWith("schema.registry.ssl."))),
        new Fault(
            "schema.registry.ssl.truststore.location: no readable file at ",
            2,
            config ->
                config.put(
                    "schema.registry.ssl.truststore.location",
                    folder.resolve("nowhere.crt").toString())),
        new Fault(
            "schema.registry.url must begin with https://",
            1,
            config -> config.put("schema.registry.url", "http://" + broker.registry().address())));
  }

  private static void useAWrongPassword(Map<String, Object> config) {
    config.put("basic.auth.user.info", "sightline:wrong");
  }

  /** The other commands that ask the registry, of topics that have records. */
  private Map<List<String>, Part> commands() {
    return Map.of(
        List.of("models", "list"), Part.OPERATOR,
        List.of("models", "rollback", ShiftModel.NAME), Part.OPERATOR,
        List.of("metrics", "--from-beginning", "--json"), Part.OPERATOR,
        List.of("publish", model.toString(), "--name", ShiftModel.NAME), Part.TRAINER);
  }

  void aFaultIsOneLineThatNamesTheSetting() {
    for (Fault fault : faults()) {
      ends(List.of("predictions", "--from-beginning"), Part.CONSUMER, fault);
    }
    commands().forEach((command, part) -> ends(command, part, faults().get(0)));
  }

  private void ends(List<String> command, Part part, Fault fault) {
    Map<String, Object> config = broker.login(part);
    config.put("max.retries", "0");
    fault.made().accept(config);
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--properties", broker.file(config)));

    CommandRun run = CommandRun.of(words);

    assertThat(run.exitCode()).as("%s: %s", command, run.err()).isEqualTo(fault.exitCode());
    assertThat(run.err().lines().filter(line -> !line.startsWith("Following ")))
        .as("%s", command)
        .singleElement()
        .asString()
        .contains(fault.what());
  }

  /** What runs on waits, and says for what. */
  void workersAndDashboardsWithAWrongPasswordWaitAndSaySo() throws Exception {
    Map<String, Object> worker = broker.login(Part.WORKER);
    useAWrongPassword(worker);
    try (RunningWorker started =
        RunningWorker.start(
            worker, folder.resolve("wrong-password"), Map.of("sightline.roles", "metrics"))) {
      waitFor("the worker to say why it waits")
          .untilAsserted(() -> assertThat(started.get("/health/ready").body()).contains(WRONG));
    }
    Map<String, Object> dashboard = broker.login(Part.DASHBOARD);
    useAWrongPassword(dashboard);
    try (Dashboard started = Dashboard.start(dashboard, DashboardSettings.onLoopback(0))) {
      HttpRequest status =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/api/status".formatted(started.port())))
              .build();
      waitFor("the dashboard to say why it waits")
          .untilAsserted(
              () ->
                  assertThat(
                          HttpClient.newHttpClient().send(status, BodyHandlers.ofString()).body())
                      .contains(WRONG));
    }
  }

  /**
   * The worker's password is refused from now on: what it knows goes on, what it would have to ask
   * for waits, and is taken up when the password is right again.
   *
   * @param images how many are predicted already, and labelled, numbered from 0
   * @param group that has read these predictions
   */
  void aPasswordThatIsChangedUnderAWorkerCostsNothing(
      RunningWorker worker, int images, String group) throws Exception {
    double labels = worker.metric("sightline_labels_total");
    String right = broker.registry().password();
    Map<String, Object> publisher = broker.login(Part.PUBLISHER);
    Map<String, Object> labeller = broker.login(Part.LABELLER);
    broker.registry().changePassword("another");
    String id = NumberedImages.id(images);
    send(labeller, Topics.LABELS, id, new Label(id, "class-0", Instant.now(), null));
    send(publisher, Topics.IMAGES, id, NumberedImages.event(images));

    waitFor("the worker to say why it waits")
        .untilAsserted(
            () ->
                assertThat(worker.get("/health/ready").body())
                    .contains("waits at offset", " of the registry since ", WRONG));
    assertThat(worker.isReady()).isFalse();
    assertThat(worker.get("/health/live").status()).isEqualTo(200);

    broker.registry().changePassword(right);
    waitFor("the worker to go on").until(worker::isReady);
    assertThat(parts.predictedIds(1, group)).containsExactly(id);
    waitFor("the label to be counted")
        .until(() -> worker.metric("sightline_labels_total") == labels + 1);
    assertThat(worker.metric("sightline_images_dead_lettered_total")).isZero();
    assertThat(worker.metric("sightline_thread_failures_total")).isZero();
  }

  /** Writes a value with a schema that no one has asked for yet. */
  private <V extends SpecificRecord> void send(
      Map<String, Object> config, Topic<V> topic, String key, V value) throws Exception {
    Schema other = new Schema.Parser().parse(value.getSchema().toString());
    other.addProp("of", topic.name());
    int id = broker.registry().register(topic.name() + "-value", other);
    Map<String, Object> inMemory = Map.of("schema.registry.url", "mock://bytes");
    byte[] bytes =
        new AvroSerializer<>(topic.valueType(), SchemaRegistries.of(inMemory), inMemory)
            .serialize(topic.name(), value);
    ByteBuffer.wrap(bytes).putInt(1, id);
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
    }
  }
}
