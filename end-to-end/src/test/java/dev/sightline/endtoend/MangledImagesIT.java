package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.deadletter.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A thousand images that somebody or something has damaged. */
class MangledImagesIT {
  private static final int IMAGES = 1000;
  private static final int LARGEST_IMAGE_BYTES = 20_000;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir Path folder;

  private final Random random = new Random(11);
  private final Serializer<ImageEvent> serializer = CLUSTER.serializer(Topics.IMAGES);

  @Test
  void eachBecomesOnePredictionOrOneDeadLetterAndTheWorkerStaysWell() throws Exception {
    CLUSTER.models().publish(1);
    Map<String, byte[]> published = new HashMap<>();
    try (RunningWorker worker =
            RunningWorker.start(
                CLUSTER,
                folder,
                Map.of(
                    "sightline.roles", "score", "sightline.image.max.bytes", LARGEST_IMAGE_BYTES));
        Producer<byte[], byte[]> producer = CLUSTER.rawProducer();
        Group group = Group.scoring(CLUSTER);
        Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS);
        Tail<byte[]> deadLetters = Tail.ofBytes(CLUSTER, Topics.DEAD_LETTERS)) {
      for (int i = 0; i < IMAGES; i++) {
        String id = "mangled-" + i;
        byte[] value = mangled(id, i);
        published.put(id, value);
        producer.send(
            new ProducerRecord<>(Topics.IMAGES.name(), id.getBytes(StandardCharsets.UTF_8), value));
      }
      producer.flush();
      waitFor("all images to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));

      Set<String> outcomes = new HashSet<>();
      predictions.values().forEach(prediction -> outcomes.add(prediction.getId()));
      for (ConsumerRecord<byte[], byte[]> dead : deadLetters.records()) {
        String id = new String(dead.key(), StandardCharsets.UTF_8);
        assertThat(outcomes.add(id)).as("%s has one outcome", id).isTrue();
        assertThat(dead.value()).as("%s as it came", id).isEqualTo(published.get(id));
        assertThat(header(dead, DeadLetterHeaders.REASON)).matches("[A-Z_]+");
        assertThat(header(dead, DeadLetterHeaders.MESSAGE)).isNotBlank().doesNotContain("\n");
        assertThat(header(dead, DeadLetterHeaders.TOPIC)).isEqualTo("images");
        assertThat(header(dead, DeadLetterHeaders.PARTITION)).matches("[01]");
        assertThat(header(dead, DeadLetterHeaders.OFFSET)).matches("\\d+");
      }
      assertThat(outcomes).isEqualTo(published.keySet());
      int dead = deadLetters.records().size();
      assertThat(dead).isGreaterThan(IMAGES / 2);
      waitFor("the last commit's counts")
          .until(() -> worker.metric("sightline_images_consumed_total") == IMAGES);
      assertThat(worker.metric("sightline_images_dead_lettered_total")).isEqualTo(dead);
      assertThat(worker.metric("sightline_images_predicted_total")).isEqualTo(IMAGES - dead);
      assertThat(worker.isReady()).isTrue();
    }
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** The value of an image's record, damaged in one of eight ways. */
  private byte[] mangled(String id, int number) {
    String format = List.of("png", "jpg", "bmp", "gif").get(number / 8 % 4);
    byte[] file = NumberedImages.file(number % 10, 40, 30, format);
    return switch (number % 8) {
      case 0 -> event(id, Arrays.copyOf(file, random.nextInt(file.length)));
      case 1 -> event(id, withFlippedBits(file));
      case 2 -> event(id, new byte[0]);
      case 3 -> event(id, Arrays.copyOf(file, LARGEST_IMAGE_BYTES + 1));
      case 4 -> event(id, bomb());
      case 5 -> Arrays.copyOf(event(id, file), 5 + random.nextInt(20));
      case 6 -> event(id + "-of-another-key", file);
      default -> withFlippedBits(event(id, file));
    };
  }

  private byte[] event(String id, byte[] content) {
    return serializer.serialize(
        Topics.IMAGES.name(),
        ImageEvent.newBuilder()
            .setId(id)
            .setEncoding(ImageEncoding.ENCODED)
            .setContent(ByteBuffer.wrap(content))
            .setCapturedAt(Instant.now())
            .build());
  }

  private byte[] withFlippedBits(byte[] bytes) {
    byte[] flipped = bytes.clone();
    for (int i = 0; i < 8; i++) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** A PNG whose header is right and claims 60,000 × 60,000 pixels. */
  private static byte[] bomb() {
    byte[] png = NumberedImages.file(0, 4, 4, "png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    return png;
  }
}
