package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.scoring.CopiedHeaders;
import dev.sightline.topology.scoring.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images of which nothing could be written as large as they are. */
class RefusedRecordsIT {
  private static final int DEFAULT_BYTES = 1_048_588;
  private static final int HEADER_BYTES = 1_048_472;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(1);

  @TempDir Path folder;

  @Test
  void noneStopsItsPartition() throws Exception {
    limit(Topics.IMAGES, 3_000_000);
    limit(Topics.DEAD_LETTERS, DEFAULT_BYTES);
    CLUSTER.models().publish(1);
    try (RunningWorker worker =
            RunningWorker.start(
                CLUSTER,
                folder,
                Map.of("sightline.roles", "score", "consumer.session.timeout.ms", 6000));
        Group group = Group.scoring(CLUSTER);
        Producer<byte[], byte[]> producer = producer()) {
      producer.send(noise(2_000_000));
      producer.send(image(0, HEADER_BYTES));
      producer.send(image(1, 10)).get();
      waitFor("all to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));

      assertThat(headersOfPredictions())
          .satisfiesExactly(
              large -> assertThat(text(large, CopiedHeaders.LEFT_OUT)).isEqualTo("1"),
              small -> assertThat(small.lastHeader("any").value()).hasSize(10));
      assertThat(deadLetters())
          .singleElement()
          .satisfies(
              dead -> {
                assertThat(dead.value()).hasSize(64 * 1024);
                assertThat(text(dead.headers(), DeadLetterHeaders.VALUE_BYTES))
                    .isEqualTo("2000000");
                assertThat(text(dead.headers(), DeadLetterHeaders.OFFSET)).isEqualTo("0");
              });

      limit(Topics.DEAD_LETTERS, 20_000);
      producer.send(noise(500_000));
      producer.send(image(2, 10)).get();
      waitFor("all to be consumed").until(() -> group.hasConsumed(Topics.IMAGES));

      assertThat(headersOfPredictions()).hasSize(3);
      assertThat(deadLetters())
          .hasSize(2)
          .last()
          .satisfies(
              dead -> {
                assertThat(dead.value()).hasSizeBetween(10_000, 20_000);
                assertThat(text(dead.headers(), DeadLetterHeaders.OFFSET)).isEqualTo("3");
              });
      waitFor("readiness").until(worker::isReady);
    }
  }

  private static void limit(Topic<?> topic, int maxBytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    ConfigEntry limit = new ConfigEntry("max.message.bytes", Integer.toString(maxBytes));
    try (Admin admin = CLUSTER.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(resource, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        CLUSTER.config(Map.of("max.request.size", 3_000_000)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> noise(int bytes) {
    return new ProducerRecord<>(
        Topics.IMAGES.name(), "noise".getBytes(StandardCharsets.UTF_8), new byte[bytes]);
  }

  private static ProducerRecord<byte[], byte[]> image(int number, int headerBytes) {
    ImageEvent event = NumberedImages.event(number);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.IMAGES.name(),
            event.getId().getBytes(StandardCharsets.UTF_8),
            CLUSTER.serializer(Topics.IMAGES).serialize(Topics.IMAGES.name(), event));
    record.headers().add("any", new byte[headerBytes]);
    return record;
  }

  private static List<Headers> headersOfPredictions() {
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      return predictions.settled().stream().map(ConsumerRecord::headers).toList();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    try (Tail<byte[]> deadLetters = Tail.ofBytes(CLUSTER, Topics.DEAD_LETTERS)) {
      return deadLetters.settled();
    }
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
