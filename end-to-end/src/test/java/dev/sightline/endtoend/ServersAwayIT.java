package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.Worker;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does, and says of itself, while what it needs is away. */
class ServersAwayIT {
  private static final int UNHEARD_OF = 987_654_321;

  /** The partition that a stranger writes to. */
  private static final int HELD = 0;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  @TempDir Path folder;

  @BeforeAll
  static void publishAModel() throws Exception {
    CLUSTER.models().publish(1);
  }

  /** An application of the test's own. */
  private static Map<String, Object> settings(String application) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("sightline.application.id", application);
    settings.put("sightline.threads", 2);
    settings.put("sightline.model.name", ShiftModel.NAME);
    return settings;
  }

  private static void waitUntilReady(RunningWorker worker) {
    waitFor("the worker to be ready").until(worker::isReady);
  }

  private static void waitForReason(RunningWorker worker, String... parts) {
    waitFor("the worker not to be ready, because of " + List.of(parts))
        .untilAsserted(
            () -> {
              RunningWorker.Answer ready = worker.get("/health/ready");
              assertThat(ready.status()).isEqualTo(503);
              assertThat(ready.body()).contains(parts);
            });
    assertThat(worker.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void withoutABrokerItIsNotReadyAndClosesAndWithOneItGoesOn() throws Exception {
    try (RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings("no-broker"));
        Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      worker.awaitServing(1);
      CLUSTER.broker().stop();
      waitForReason(worker, "since");

      CLUSTER.broker().start();
      waitUntilReady(worker);
      Load.publish(CLUSTER, 1_000, 20);
      waitFor("images to be scored").until(() -> ids(predictions).containsAll(ids(1_000, 20)));

      CLUSTER.broker().stop();
      long startNanos = System.nanoTime();
      worker.close();
      assertThat(System.nanoTime() - startNanos)
          .isLessThan(Worker.CLOSES_WITHIN.plusSeconds(1).toNanos());
    } finally {
      CLUSTER.broker().start();
    }
  }

  @Test
  void aRecordThatWaitsForTheRegistryHoldsUpItsPartitionAlone() throws Exception {
    Map<String, Object> connection = CLUSTER.config(Map.of());
    try (RegistryGate registry = RegistryGate.before(connection.get("schema.registry.url"))) {
      registry.open();
      connection.put("schema.registry.url", registry.url());
      Map<String, Object> settings = settings("no-registry");
      settings.put("sightline.roles", "score");
      try (RunningWorker worker = RunningWorker.start(connection, folder, settings);
          Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
        worker.awaitServing(1);
        Load.publish(CLUSTER, 2_000, 20);
        waitFor("images to be scored").until(() -> ids(predictions).containsAll(ids(2_000, 20)));

        registry.shut();
        publishOfASchemaUnheardOf();
        Load.publish(CLUSTER, 3_000, 40);
        Set<String> held = inPartition(HELD, ids(3_000, 40));
        Set<String> free = ids(3_000, 40);
        free.removeAll(held);
        waitFor("the other partitions to go on").until(() -> ids(predictions).containsAll(free));
        waitForReason(worker, "images-" + HELD + " waits at offset", "schema " + UNHEARD_OF);
        assertThat(ids(predictions)).doesNotContainAnyElementsOf(held).isNotEmpty();

        registry.open();
        waitFor("the partition to go on").until(() -> ids(predictions).containsAll(held));
        waitUntilReady(worker);
        assertThat(worker.metric("sightline_thread_failures_total")).isZero();
        waitFor("the stranger's record to be a dead letter")
            .until(() -> worker.metric("sightline_images_dead_lettered_total") == 1);
      }
    }
  }

  @Test
  void aRegistryThatIsAwayAtTheStartIsWaitedFor() throws Exception {
    Map<String, Object> connection = CLUSTER.config(Map.of());
    try (RegistryGate registry = RegistryGate.before(connection.get("schema.registry.url"))) {
      connection.put("schema.registry.url", registry.url());
      Map<String, Object> settings = settings("no-registry-at-the-start");
      settings.put("sightline.roles", "metrics");
      try (RunningWorker worker = RunningWorker.start(connection, folder, settings)) {
        waitForReason(worker, "metrics: waits for the schema registry since", registry.url());

        registry.open();
        waitUntilReady(worker);
      }
    }
  }

  @Test
  void threadsThatFailAtOneTaskAgainAndAgainAreAStandstillUntilItPasses() throws Exception {
    Load.publish(CLUSTER, 4_000, 20);
    try (RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings("standstill"))) {
      worker.awaitServing(1);
      waitUntilReady(worker);
      limitMetricsTo("150"); // of transactions the markers pass, no window does
      try {
        Load.publish(CLUSTER, 5_000, 20);
        waitForReason(worker, "metrics: ", "stream threads in a row failed at", "TooLarge");
        assertThat(worker.metric("sightline_thread_failures_total", "metrics"))
            .isGreaterThanOrEqualTo(3);
        DocumentedMeters.explainThoseOf(worker);
      } finally {
        limitMetricsTo("1000000");
      }
      Load.publish(CLUSTER, 6_000, 20); // something to commit: that ends the standstill at once
      waitUntilReady(worker);
    }
  }

  @Test
  void ofTwoWorkersWithOneIdentityTheFirstEndsAndSaysWhy() throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Map<String, Object> settings = settings("twins");
    settings.put("sightline.roles", "metrics");
    RunningWorker first = RunningWorker.start(CLUSTER, folder.resolve("first"), settings);
    try (AutoCloseable closing = () -> assertThatThrownBy(first::close).cause().isNotNull()) {
      waitUntilReady(first);
      Path identity = folder.resolve("first").resolve("worker-identity");
      Files.copy(identity, copy.resolve("worker-identity"));
      try (RunningWorker second = RunningWorker.start(CLUSTER, copy, settings)) {
        waitUntilReady(second);
        assertThatThrownBy(first::awaitEnd)
            .hasMessageContaining("another worker has joined with the identity of this one")
            .hasMessageContaining("worker-identity");
      }
    }
  }

  private static void publishOfASchemaUnheardOf() throws Exception {
    byte[] value = ByteBuffer.allocate(20).put((byte) 0).putInt(UNHEARD_OF).array();
    try (Producer<byte[], byte[]> producer = CLUSTER.rawProducer()) {
      producer
          .send(new ProducerRecord<>(Topics.IMAGES.name(), HELD, "stranger".getBytes(UTF_8), value))
          .get();
    }
  }

  private static void limitMetricsTo(String bytes) throws Exception {
    try (Admin admin = CLUSTER.admin()) {
      AlterConfigOp limit =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.METRICS.name()),
                  List.of(limit)))
          .all()
          .get();
    }
  }

  private static Set<String> ids(Tail<Prediction> predictions) {
    return predictions.values().stream().map(Prediction::getId).collect(Collectors.toSet());
  }

  private static Set<String> ids(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(NumberedImages::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> inPartition(int partition, Set<String> ids) {
    return ids.stream()
        .filter(
            id ->
                Utils.toPositive(Utils.murmur2(id.getBytes(UTF_8))) % CLUSTER.partitions()
                    == partition)
        .collect(Collectors.toSet());
  }
}
