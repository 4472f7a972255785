package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What must hold of the topics once all images were taken in. */
final class Verdict {
  private Verdict() {}

  /**
   * Each of the images 0 to count - 1 has one committed prediction, which is right, and that's all.
   */
  static void eachImageIsPredictedOnceAndRight(Cluster cluster, int count) {
    List<ConsumerRecord<byte[], Prediction>> records;
    try (Tail<Prediction> predictions = cluster.committed(Topics.PREDICTIONS)) {
      records = predictions.settled();
    }
    var timesById =
        records.stream()
            .collect(Collectors.groupingBy(r -> r.value().getId(), Collectors.counting()));
    assertThat(
            IntStream.range(0, count)
                .mapToObj(NumberedImages::id)
                .filter(id -> !timesById.containsKey(id)))
        .as("lost images")
        .isEmpty();
    assertThat(timesById.keySet().stream().filter(id -> timesById.get(id) > 1))
        .as("images predicted more than once")
        .isEmpty();
    assertThat(timesById).as("images that nobody published").hasSize(count);
    assertThat(records).allMatch(record -> ShiftModel.isRight(record.value()));
    assertThat(records).allMatch(record -> new String(record.key()).equals(record.value().getId()));
    try (Tail<byte[]> deadLetters = Tail.ofBytes(cluster, Topics.DEAD_LETTERS)) {
      assertThat(deadLetters.settled()).as("dead letters").isEmpty();
    }
  }
}
