package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.fixtures.WrittenBefore;
import dev.sightline.fixtures.WrittenBefore.Written;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.topology.Worker;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A worker starts on what an earlier version left in the cluster, and has no state of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StateOfTheVersionBeforeIT {
  private static final Map<String, ?> METRICS =
      Map.of(
          WorkerConfig.ROLES, "metrics",
          WorkerConfig.LABEL_RETENTION_MS, 30 * 60_000,
          WorkerConfig.WINDOW_SIZE_MS, 4 * 60_000,
          WorkerConfig.WINDOW_ADVANCE_MS, 2 * 60_000,
          WorkerConfig.EMIT_INTERVAL_MS, 200);

  private static final String LATE_LABELS = "sightline_labels_total{outcome=\"late\"}";

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  /** Gives the ids of then, so it is not the one that other tests share. */
  private static final Map<String, String> ITS_REGISTRY =
      Map.of("schema.registry.url", "mock://written-before");

  private static final SchemaRegistry REGISTRY = SchemaRegistries.of(ITS_REGISTRY);

  @TempDir Path folder;

  @BeforeAll
  static void restore() throws Exception {
    WrittenBefore.registerSchemas(REGISTRY);
    new RestoredTopics(CLUSTER).restore();
  }

  private RunningWorker start(Map<String, ?> settings) throws InterruptedException {
    return RunningWorker.start(CLUSTER.config(ITS_REGISTRY), folder, settings);
  }

  @Test
  void itGoesOnCountingWithoutALoss() throws Exception {
    try (RunningWorker worker = start(METRICS);
        Tail<byte[]> windows = Tail.ofBytes(CLUSTER, Topics.METRICS)) {
      new RestoredTopics(CLUSTER).publish(WrittenBefore.later());

      Map<String, MetricsWindow> expected = new TreeMap<>();
      WrittenBefore.windows().forEach(last -> expected.put(last.keyText(), window(last.value())));
      waitFor("the windows that the earlier version came to")
          .untilAsserted(() -> assertThat(asThen(last(windows))).isEqualTo(expected));
      Map<String, Long> counted = withoutCounts(WrittenBefore.counters());
      Long late = counted.remove(LATE_LABELS);
      waitFor("its counters")
          .untilAsserted(() -> assertThat(counters(worker, counted)).isEqualTo(counted));
      new RestoredTopics(CLUSTER).publish(twoHoursLater());
      waitFor("late labels, once no other prediction of theirs can come")
          .untilAsserted(() -> assertThat((long) worker.metric(LATE_LABELS)).isEqualTo(late));
      assertThat(last(windows).values())
          .anySatisfy(window -> assertThat(window.getPredictedClasses()).contains(1L))
          .anySatisfy(
              window ->
                  assertThat(window.getApplication()).isEqualTo(WrittenBefore.APPLICATION_ID));
    }
  }

  private static Map<String, Long> counters(RunningWorker worker, Map<String, Long> like) {
    Map<String, Long> counters = new TreeMap<>();
    for (String name : like.keySet()) {
      counters.put(name, (long) worker.metric(name));
    }
    return counters;
  }

  /** The last prediction and label of each partition, again. */
  private static List<Written> twoHoursLater() {
    return WrittenBefore.later().stream()
        .filter(record -> record.keyText().startsWith("much-later"))
        .map(
            record ->
                new Written(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestampMs() + 2 * 3_600_000,
                    record.key(),
                    record.value()))
        .toList();
  }

  /** Into how many records a partition's counts are divided depends on its commits. */
  private static Map<String, Long> withoutCounts(Map<String, Long> counters) {
    Map<String, Long> others = new TreeMap<>(counters);
    others.keySet().removeIf(name -> name.startsWith("sightline_counts"));
    return others;
  }

  /** By the key of then: today's says more, and a reader takes the last of both. */
  private static Map<String, MetricsWindow> last(Tail<byte[]> windows) {
    Map<String, MetricsWindow> last = new TreeMap<>();
    windows
        .records()
        .forEach(
            record -> {
              MetricsWindow window = window(record.value());
              String then =
                  "%s/%d/%d"
                      .formatted(
                          window.getModelName(),
                          window.getModelVersion(),
                          window.getWindowStart().toEpochMilli());
              String more =
                  window.getApplication().isEmpty() ? "" : "/240000/" + window.getApplication();
              assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(then + more);
              last.put(then, window);
            });
    return last;
  }

  private static MetricsWindow window(byte[] value) {
    return new AvroDeserializer<>(MetricsWindow.class, REGISTRY)
        .deserialize(Topics.METRICS.name(), value);
  }

  private static Map<String, MetricsWindow> asThen(Map<String, MetricsWindow> windows) {
    Map<String, MetricsWindow> asThen = new TreeMap<>();
    windows.forEach(
        (key, window) ->
            asThen.put(
                key,
                MetricsWindow.newBuilder(window)
                    .clearPredictedClasses()
                    .clearConfidences()
                    .clearConfidencesOutside()
                    .clearApplication()
                    .build()));
    return asThen;
  }

  @Test
  void itReadsTheModelsAndTheirReleases() {
    try (ModelCatalogue catalogue =
            new ModelCatalogue(CLUSTER.config(), REGISTRY, Optional.empty());
        ModelReleases releases =
            new ModelReleases(CLUSTER.config(), REGISTRY, catalogue, Clock.systemUTC())) {
      List<PublishedModel> models = catalogue.manifests();
      ModelRelease release = releases.current("shift").orElseThrow();

      assertThat(models)
          .extracting(model -> model.manifest().getVersion())
          .containsExactly(1, 2, 3);
      assertThat(release.getChampion()).isEqualTo(2);
      assertThat(release.getChallenger()).isEqualTo(3);
      assertThat(release.getFormerChampions()).containsExactly(1);
      assertThat(catalogue.unreadableRecords()).isZero();
      assertThat(releases.unreadableRecords()).isZero();
    }
  }

  @Test
  void itServesTheChampion() throws Exception {
    Map<String, ?> scoring = Map.of(WorkerConfig.ROLES, "score", WorkerConfig.MODEL_NAME, "shift");
    try (RunningWorker worker = start(scoring)) {
      worker.awaitServing(2);
    }
  }

  @Test
  void aStateOfALaterVersionStopsIt() throws Exception {
    leaveTheStateOfALaterVersion("later-metrics-pairing-expiries-changelog");
    Map<String, Object> settings = new HashMap<>(CLUSTER.config(METRICS));
    settings.put(WorkerConfig.APPLICATION_ID, "later");
    settings.put(WorkerConfig.STATE_DIR, folder.toString());
    settings.put(WorkerConfig.HTTP_HOST, "127.0.0.1");
    settings.put(WorkerConfig.HTTP_PORT, 0);

    try (Worker worker = new Worker(WorkerConfig.of(settings), REGISTRY)) {
      assertThatThrownBy(worker::run)
          .isInstanceOf(IllegalStateException.class)
          .message()
          .startsWith(
              "metrics: later-metrics-pairings-changelog holds records of"
                  + " StoredPairing-0123456789abcdef, which this version does not know. Run the"
                  + " version that wrote it, or a later one.")
          .contains("kafka-streams-application-reset for later-metrics")
          .endsWith("delete " + folder.resolve("streams").resolve("later-metrics"));
    }
  }

  /** An index of expiries that says in what the pairings are written. */
  private static void leaveTheStateOfALaterVersion(String changelog) throws Exception {
    byte[] mark =
        "\u0000written as StoredPairing-0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    byte[] key = ByteBuffer.allocate(8 + mark.length).putLong(Long.MAX_VALUE).put(mark).array();
    try (Admin admin = CLUSTER.admin()) {
      admin.createTopics(List.of(new NewTopic(changelog, 2, (short) 1))).all().get();
    }
    new RestoredTopics(CLUSTER).publish(List.of(new Written(changelog, 1, 0, 0, key, new byte[0])));
  }
}
