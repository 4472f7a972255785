package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;

import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers, killed in turns in the middle of their batches. A batch lingers for a second and a
 * commit comes four times in that: without the flush before each commit, each kill would lose what
 * its batches held.
 */
class ExactlyOnceIT {
  private static final int KILLS = 6;
  private static final int PREDICTIONS_BETWEEN_KILLS = 800;
  private static final int IMAGES_AT_LEAST = 6000;
  private static final int IMAGES_PER_SECOND = 200;

  private static final Map<String, ?> SETTINGS =
      Map.of(
          "sightline.batch.max.size", 64,
          "sightline.batch.linger.ms", 1000,
          "sightline.image.max.decode.ms", 2000,
          "poll.ms", 50,
          "commit.interval.ms", 250,
          "producer.transaction.timeout.ms", 5000,
          "consumer.session.timeout.ms", 6000,
          "consumer.heartbeat.interval.ms", 1000);

  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  @TempDir Path folder;

  @Test
  void workersKilledInTheMiddleOfBatchesLoseAndDoubleNothing() throws Exception {
    CLUSTER.models().publish(1);
    try (WorkerProcess a = WorkerProcess.start(CLUSTER, "a", folder, SETTINGS);
        WorkerProcess b = WorkerProcess.start(CLUSTER, "b", folder, SETTINGS);
        Group group = Group.scoring(CLUSTER);
        Tail<Prediction> progress = CLUSTER.uncommitted(Topics.PREDICTIONS)) {
      List<WorkerProcess> workers = List.of(a, b);
      waitFor("both workers to share the partitions")
          .until(() -> group.shares(Topics.IMAGES, "a", "b"));
      int published;
      try (Load load = Load.start(CLUSTER, IMAGES_PER_SECOND)) {
        for (int kill = 0; kill < KILLS; kill++) {
          int from = distinct(progress);
          waitFor("more predictions by both workers")
              .until(
                  () ->
                      group.shares(Topics.IMAGES, "a", "b")
                          && distinct(progress) >= from + PREDICTIONS_BETWEEN_KILLS);
          workers.get(kill % 2).kill();
          workers.get(kill % 2).start();
        }
        waitFor("enough images").until(() -> load.published() >= IMAGES_AT_LEAST);
        published = load.stop();
      }
      waitFor("the workers to consume all images").until(() -> group.hasConsumed(Topics.IMAGES));
      workers.forEach(WorkerProcess::requireRunning);
      Verdict.eachImageIsPredictedOnceAndRight(CLUSTER, published);
    }
  }

  private static int distinct(Tail<Prediction> predictions) {
    return predictions.values().stream().map(Prediction::getId).collect(Collectors.toSet()).size();
  }
}
