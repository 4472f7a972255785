package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Versions come and go while images stream through one worker. */
class HotSwapIT {
  private static final int IMAGES_PER_SECOND = 200;
  private static final int EARLY_IMAGES = 40;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  @TempDir Path folder;

  @Test
  void everyImageIsScoredOnceByTheVersionThatServesWhileVersionsComeAndGo() throws Exception {
    try (RunningWorker worker =
            RunningWorker.start(
                CLUSTER, folder, Map.of("sightline.roles", "score", "sightline.threads", 2));
        Load load = Load.start(CLUSTER, IMAGES_PER_SECOND);
        Group group = Group.scoring(CLUSTER);
        Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      waitFor("images before any model").until(() -> load.published() >= EARLY_IMAGES);
      waitFor("the health to tell, once the model feed has started")
          .untilAsserted(
              () -> {
                RunningWorker.Answer ready = worker.get("/health/ready");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.body()).contains("no version of model shift serves yet");
              });
      assertThat(worker.get("/health/live").status()).isEqualTo(200);
      assertThat(predictions.records()).isEmpty();

      List<Integer> released = new ArrayList<>();
      release(1, released, predictions, () -> CLUSTER.models().publish(1));
      waitFor("the worker to be ready").until(worker::isReady);
      release(2, released, predictions, () -> CLUSTER.models().publish(2));
      CLUSTER.models().publishChallenger(3);
      release(4, released, predictions, () -> CLUSTER.models().publish(4));
      release(2, released, predictions, () -> CLUSTER.models().rollBack());
      release(1, released, predictions, () -> CLUSTER.models().promote(1));

      int published = load.stop();
      waitFor("all images to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));
      Verdict.eachImageIsPredictedOnceAndRight(CLUSTER, published);
      waitFor("the counters to agree")
          .until(
              () ->
                  worker.metric("sightline_images_consumed_total")
                      == worker.metric("sightline_images_predicted_total"));
      assertThat(worker.metric("sightline_images_consumed_total"))
          .isPositive()
          .isLessThanOrEqualTo(published);
      assertThat(worker.metric("sightline_images_dead_lettered_total")).isZero();
      assertThat(worker.metric("sightline_model_version")).isEqualTo(1);
      for (int partition : CLUSTER.partitionNumbers()) {
        assertThat(versions(predictions, partition))
            .as("versions in the order of partition %d", partition)
            .isEqualTo(released);
      }
      waitFor("the events, which are written behind the work")
          .untilAsserted(
              () -> {
                assertThat(eventsOf(ModelState.SERVING)).isEqualTo(released);
                assertThat(eventsOf(ModelState.RETIRED)).containsExactly(1, 2, 4, 2);
              });
      assertThat(eventsOf(ModelState.LOADED)).as("no challenger").isEqualTo(released);
      assertThat(eventsOf(ModelState.REJECTED)).isEmpty();
    }
  }

  private interface Release {
    void run() throws Exception;
  }

  /** Releases a version and waits until it has scored images of every partition. */
  private static void release(
      int version, List<Integer> released, Tail<Prediction> predictions, Release release)
      throws Exception {
    release.run();
    released.add(version);
    waitFor("version " + version + " to score images of every partition")
        .until(
            () ->
                CLUSTER.partitionNumbers().stream()
                    .allMatch(partition -> versions(predictions, partition).equals(released)));
  }

  /** The versions that scored a partition's images, in order, each stretch once. */
  private static List<Integer> versions(Tail<Prediction> predictions, int partition) {
    List<Integer> versions = new ArrayList<>();
    predictions
        .ofPartition(partition)
        .map(Prediction::getModelVersion)
        .forEach(
            version -> {
              if (versions.isEmpty() || !versions.get(versions.size() - 1).equals(version)) {
                versions.add(version);
              }
            });
    return versions;
  }

  private static List<Integer> eventsOf(ModelState state) {
    try (Tail<ModelEvent> events = CLUSTER.committed(Topics.MODEL_EVENTS)) {
      return events.values().stream()
          .filter(event -> event.getState() == state)
          .map(ModelEvent::getVersion)
          .toList();
    }
  }
}
