package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small files of many pixels on one partition, and other images on those that the same stream
 * thread has besides. The first take longer to decode than a transaction lasts, so they can only be
 * done with commits in between.
 */
class SlowImagesIT {
  private static final int IMAGES = 200;
  private static final int SIDE = 4900;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  @TempDir Path folder;

  @Test
  void theyAreScoredOnceAndKeepNobodyWaiting() throws Exception {
    Map<String, ?> settings =
        Map.of(
            "sightline.roles", "score",
            "sightline.threads", 1,
            "sightline.image.max.decode.ms", 3000,
            "producer.transaction.timeout.ms", 6000);
    CLUSTER.models().publish(1);
    publish();
    try (RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings);
        Group group = Group.scoring(CLUSTER)) {
      waitFor("all images to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));
      assertThat(worker.isReady()).isTrue();
      Verdict.eachImageIsPredictedOnceAndRight(CLUSTER, IMAGES);
      assertThat(scored(0.9, number -> !isSlow(number)))
          .isBefore(scored(0.5, SlowImagesIT::isSlow));
    }
  }

  /** Black, so of the first class, as every tenth number is. */
  private static boolean isSlow(int number) {
    return NumberedImages.actual(number) == 0;
  }

  private static void publish() {
    byte[] slow =
        NumberedImages.file(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY), "png");
    assertThat(slow).hasSizeLessThan(20_000);
    try (Producer<String, ImageEvent> producer = CLUSTER.producer(Topics.IMAGES)) {
      for (int number = 0; number < IMAGES; number++) {
        ImageEvent event = NumberedImages.event(number);
        if (isSlow(number)) {
          event =
              ImageEvent.newBuilder()
                  .setId(NumberedImages.id(number))
                  .setContent(ByteBuffer.wrap(slow))
                  .setCapturedAt(Instant.EPOCH)
                  .build();
        }
        int partition = isSlow(number) ? 0 : 1 + number % (CLUSTER.partitions() - 1);
        producer.send(new ProducerRecord<>(Topics.IMAGES.name(), partition, event.getId(), event));
      }
    }
  }

  /** When this share of them was scored. */
  private static Instant scored(double share, Predicate<Integer> which) {
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      List<Prediction> all = predictions.settled().stream().map(record -> record.value()).toList();
      List<Instant> times =
          all.stream()
              .filter(prediction -> which.test(NumberedImages.number(prediction.getId())))
              .map(Prediction::getScoredAt)
              .sorted()
              .toList();
      return times.get((int) (share * times.size()));
    }
  }
}
