package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.CommandBroker;
import dev.sightline.app.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandIT {
  @RegisterExtension static final CommandBroker BROKER = new CommandBroker();

  @Test
  void publishesEachImageAndItsLabelUnderOneIdThatNoOtherRunHas(@TempDir Path data)
      throws Exception {
    BROKER.create("images", 2);
    BROKER.create("labels", 2);
    for (String label : List.of("cat", "dog")) {
      for (String split : List.of("train", "test")) {
        Path folder = Files.createDirectories(data.resolve(split).resolve(label));
        Files.write(folder.resolve("0.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1});
      }
    }
    String[] replay =
        BROKER.arguments(
            "replay", "--data", data.toString(), "--rate", "100", "--label-delay", "50ms");

    Run run = Run.of(replay);
    Run again = Run.of(replay);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Published 2 images and 2 labels.");
    assertThat(again.exitCode()).isZero();
    assertThat(keys("images")).hasSize(4).doesNotHaveDuplicates();
    assertThat(keys("labels")).containsExactlyInAnyOrderElementsOf(keys("images"));
  }

  private static List<String> keys(String topic) {
    List<String> keys = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", BROKER.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      var ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
      }
    }
    return keys;
  }
}
