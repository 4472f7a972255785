package dev.sightline.benchmarks.chaos;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The labels of the published images: most come some seconds later, some never, some twice, some
 * wrong and corrected later. Every other one is put where librdkafka's clients put it. For one
 * thread.
 */
final class LabelTraffic {
  private static final int MAX_DELAY_MS = 15_000;

  /** A label and when it is to be published; {@code ahead} is how far its writer's clock is. */
  private record Planned(String id, String label, Instant due, Duration ahead) {}

  private final Producer<byte[], byte[]> producer;
  private final AvroSerializer<Label> avro;
  private final List<String> classes;
  private final Random random;
  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(Comparator.comparing(Planned::due));
  private Instant lastLabelledAt = Instant.EPOCH;

  LabelTraffic(
      Producer<byte[], byte[]> producer,
      AvroSerializer<Label> avro,
      List<String> classes,
      long seed) {
    this.producer = producer;
    this.avro = avro;
    this.classes = classes;
    this.random = new Random(seed);
  }

  /**
   * @param now by the clock of this machine
   * @param cameras the time by the camera's clock, which its labels carry too
   */
  void plan(String id, String label, Instant now, Instant cameras) {
    Duration ahead = Duration.between(now, cameras);
    int fate = random.nextInt(10);
    if (fate == 0) {
      return;
    }
    Instant first = now.plusMillis(random.nextInt(MAX_DELAY_MS));
    boolean wrong = fate == 1;
    planned.add(new Planned(id, wrong ? anyClass() : label, first, ahead));
    if (wrong || fate == 2) {
      planned.add(new Planned(id, label, first.plusMillis(random.nextInt(MAX_DELAY_MS)), ahead));
    }
  }

  private String anyClass() {
    return classes.get(random.nextInt(classes.size()));
  }

  /**
   * @param poisoned whether a record that is no label goes before each
   */
  void publishDue(boolean poisoned) {
    Instant now = Instant.now();
    while (!planned.isEmpty() && !planned.peek().due().isAfter(now)) {
      if (poisoned) {
        producer.send(
            new ProducerRecord<>(
                Topics.LABELS.name(),
                random.nextBoolean() ? null : new byte[] {(byte) random.nextInt()},
                random.nextBoolean() ? null : new byte[random.nextInt(20)]));
      }
      publish(planned.remove());
    }
  }

  void publishAll() {
    while (!planned.isEmpty()) {
      publish(planned.remove());
    }
  }

  private void publish(Planned label) {
    byte[] key = label.id().getBytes(StandardCharsets.UTF_8);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    // no two at the same time: of two labels of an image the later one holds, whoever comes first
    lastLabelledAt = now.isAfter(lastLabelledAt) ? now : lastLabelledAt.plusMillis(1);
    Label value =
        Label.newBuilder()
            .setId(label.id())
            .setLabel(label.label())
            .setLabelledAt(lastLabelledAt)
            .build();
    Integer partition = random.nextBoolean() ? null : placedByCrc32(key);
    producer.send(
        new ProducerRecord<>(
            Topics.LABELS.name(),
            partition,
            now.plus(label.ahead()).toEpochMilli(),
            key,
            avro.serialize(Topics.LABELS.name(), value)));
  }

  private static int placedByCrc32(byte[] key) {
    CRC32 crc = new CRC32();
    crc.update(key);
    return (int) (crc.getValue() % ChaosServers.PARTITIONS);
  }
}
