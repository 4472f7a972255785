package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A worker told to stop under load, beside one that goes on. */
class ShutdownIT {
  private static final int SIGTERM_EXIT_CODE = 128 + 15;
  private static final int IMAGES_PER_SECOND = 200;

  /** A worker that only vanished would be missed no sooner than this. */
  private static final Duration SESSION = Duration.ofMinutes(2);

  private static final Map<String, ?> SETTINGS =
      Map.of(
          "sightline.batch.max.size", 64,
          "sightline.batch.linger.ms", 1000,
          "poll.ms", 50,
          "commit.interval.ms", 1000,
          "consumer.session.timeout.ms", SESSION.toMillis());

  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  @TempDir Path folder;

  @Test
  void aWorkerToldToStopCommitsLeavesAndAnotherGoesOnAtOnce() throws Exception {
    CLUSTER.models().publish(1);
    try (WorkerProcess leaving = WorkerProcess.start(CLUSTER, "leaving", folder, SETTINGS);
        WorkerProcess staying = WorkerProcess.start(CLUSTER, "staying", folder, SETTINGS);
        Group group = Group.scoring(CLUSTER);
        Tail<Prediction> progress = CLUSTER.committed(Topics.PREDICTIONS)) {
      waitFor("both workers to share the partitions")
          .until(() -> group.shares(Topics.IMAGES, "leaving", "staying"));
      int published;
      try (Load load = Load.start(CLUSTER, IMAGES_PER_SECOND)) {
        waitFor("predictions of all partitions").until(() -> hasReached(progress, 100));

        assertThat(leaving.terminate(Duration.ofSeconds(20))).isEqualTo(SIGTERM_EXIT_CODE);
        int perPartitionAtExit = most(progress);
        waitFor("the other worker to hold all partitions")
            .atMost(SESSION.dividedBy(6))
            .until(() -> group.shares(Topics.IMAGES, "staying"));
        waitFor("more predictions of all partitions")
            .until(() -> hasReached(progress, perPartitionAtExit + 100));
        published = load.stop();
      }
      waitFor("the other worker to consume all images")
          .until(() -> group.hasConsumed(Topics.IMAGES));
      staying.requireRunning();
      Verdict.eachImageIsPredictedOnceAndRight(CLUSTER, published);
    }
  }

  private static boolean hasReached(Tail<Prediction> predictions, int count) {
    return CLUSTER.partitionNumbers().stream()
        .allMatch(partition -> predictions.ofPartition(partition).count() >= count);
  }

  private static int most(Tail<Prediction> predictions) {
    return CLUSTER.partitionNumbers().stream()
        .mapToInt(partition -> (int) predictions.ofPartition(partition).count())
        .max()
        .orElseThrow();
  }
}
