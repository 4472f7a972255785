package dev.sightline.benchmarks.chaos;

import dev.sightline.schemas.Topics;
import dev.sightline.topology.scoring.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The images of a run and what became of each.
 *
 * @param images on the topic
 * @param predictions of them
 * @param deadLetters of them, by reason
 * @param faults a sentence for each image that has no outcome, several, or the wrong one
 */
record Outcomes(long images, long predictions, Map<String, Long> deadLetters, List<String> faults) {

  /** Reads the three topics. */
  static Outcomes of(Map<String, Object> config) {
    Map<String, Integer> predictionsByKey = new HashMap<>();
    new TopicRecords(config, Topics.PREDICTIONS.name())
        .forEach(record -> predictionsByKey.merge(text(record.key()), 1, Integer::sum));
    Map<String, Integer> deadByPlace = new HashMap<>();
    Map<String, Long> deadByReason = new TreeMap<>();
    new TopicRecords(config, Topics.DEAD_LETTERS.name())
        .forEach(
            record -> {
              deadByPlace.merge(
                  header(record, DeadLetterHeaders.PARTITION)
                      + "/"
                      + header(record, DeadLetterHeaders.OFFSET),
                  1,
                  Integer::sum);
              deadByReason.merge(header(record, DeadLetterHeaders.REASON), 1L, Long::sum);
            });
    List<String> faults = new ArrayList<>();
    long[] images = {0};
    new TopicRecords(config, Topics.IMAGES.name())
        .forEach(
            image -> {
              images[0]++;
              String place = image.partition() + "/" + image.offset();
              int dead = deadByPlace.getOrDefault(place, 0);
              // A record without a key has none to be predicted under; ids are of one image each.
              int predicted =
                  image.key() == null ? 0 : predictionsByKey.getOrDefault(text(image.key()), 0);
              Expected outcome = dead > 0 ? Expected.DEAD_LETTER : Expected.PREDICTION;
              if (dead + predicted != 1 || !Expected.of(image.headers()).permits(outcome)) {
                faults.add(
                    "image at %s: %d predictions and %d dead letters, expected %s"
                        .formatted(place, predicted, dead, Expected.of(image.headers())));
              }
            });
    long predictions = predictionsByKey.values().stream().mapToLong(Integer::longValue).sum();
    return new Outcomes(images[0], predictions, deadByReason, faults);
  }

  long dead() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
