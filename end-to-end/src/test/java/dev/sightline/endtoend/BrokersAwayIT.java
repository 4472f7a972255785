package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers, of which one may be away and nobody notices, and two may be and nothing is lost.
 */
class BrokersAwayIT {
  private static final int IMAGES_PER_SECOND = 100;

  @RegisterExtension static final Cluster CLUSTER = Cluster.ofThreeBrokers(2);

  @TempDir Path folder;

  @Test
  void oneThatIsAwayStopsNothingAndTwoThatAreCostNothing() throws Exception {
    CLUSTER.models().publish(1);
    Map<String, ?> settings = Map.of(WorkerConfig.THREADS, 1, WorkerConfig.EMIT_INTERVAL_MS, 200);
    try (Admin admin = CLUSTER.admin();
        RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings);
        Group group = Group.scoring(CLUSTER);
        Load load = Load.start(CLUSTER, IMAGES_PER_SECOND)) {
      worker.awaitServing(1);
      eachIsKeptOnThreeOfWhichTwoMustHaveARecord(
          admin, Topics.ALL.stream().map(Topic::name).toList());
      Set<String> internal =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith("sightline-metrics-"))
              .collect(Collectors.toSet());
      assertThat(internal).isNotEmpty();
      eachIsKeptOnThreeOfWhichTwoMustHaveARecord(admin, internal);

      CLUSTER.brokers().stop(2);
      awaitPredictionsOfImagesFromNowOn(load);
      waitFor("the worker to be ready").until(worker::isReady);

      CLUSTER.brokers().stop(1);
      waitFor("the worker to say that it gets nowhere").until(() -> !worker.isReady());
      assertThat(worker.get("/health/ready").body()).contains("since");
      assertThat(worker.get("/health/live").status()).isEqualTo(200);

      CLUSTER.brokers().start(1);
      awaitPredictionsOfImagesFromNowOn(load);
      waitFor("the worker to be ready").until(worker::isReady);

      int published = load.stop();
      waitFor("all images to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));
      Verdict.eachImageIsPredictedOnceAndRight(CLUSTER, published);

      admin.deleteTopics(List.of(Topics.DEAD_LETTERS.name())).all().get();
      waitFor("a topic that is made while a broker is away") // others see it a moment later
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                CLUSTER.createTopics(admin);
                eachIsKeptOnThreeOfWhichTwoMustHaveARecord(
                    admin, List.of(Topics.DEAD_LETTERS.name()));
              });
    }
  }

  private static void awaitPredictionsOfImagesFromNowOn(Load load) {
    String id = NumberedImages.id(load.published() + 1);
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      waitFor("image " + id + " to be predicted")
          .until(
              () ->
                  predictions.values().stream()
                      .anyMatch(prediction -> prediction.getId().equals(id)));
    }
  }

  private static void eachIsKeptOnThreeOfWhichTwoMustHaveARecord(
      Admin admin, Collection<String> topics) throws Exception {
    List<ConfigResource> configs =
        topics.stream().map(name -> new ConfigResource(Type.TOPIC, name)).toList();
    assertThat(admin.describeTopics(topics).allTopicNames().get().values())
        .flatExtracting(TopicDescription::partitions)
        .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
    Collection<Config> described = admin.describeConfigs(configs).all().get().values();
    assertThat(described)
        .extracting(config -> config.get("min.insync.replicas").value())
        .hasSize(topics.size())
        .containsOnly("2");
  }
}
