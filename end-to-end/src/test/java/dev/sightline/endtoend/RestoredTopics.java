package dev.sightline.endtoend;

import dev.sightline.fixtures.WrittenBefore;
import dev.sightline.fixtures.WrittenBefore.Position;
import dev.sightline.fixtures.WrittenBefore.TopicSettings;
import dev.sightline.fixtures.WrittenBefore.Written;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Brings the topics and committed offsets of {@link WrittenBefore} to a cluster. */
final class RestoredTopics {
  private static final short ONE_COPY = 1;

  private final Cluster cluster;

  RestoredTopics(Cluster cluster) {
    this.cluster = cluster;
  }

  void restore() throws InterruptedException, ExecutionException {
    try (Admin admin = cluster.admin()) {
      Set<String> existing = admin.listTopics().names().get();
      for (TopicSettings topic : WrittenBefore.topics()) {
        if (existing.contains(topic.name())) {
          set(admin, topic);
        } else {
          create(admin, topic);
        }
      }
      publish(WrittenBefore.records());
      admin.alterConsumerGroupOffsets(WrittenBefore.APPLICATION_ID, committed()).all().get();
    }
  }

  private static void set(Admin admin, TopicSettings topic)
      throws InterruptedException, ExecutionException {
    Collection<AlterConfigOp> settings =
        topic.config().entrySet().stream()
            .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    admin.incrementalAlterConfigs(Map.of(resource, settings)).all().get();
  }

  private static void create(Admin admin, TopicSettings topic)
      throws InterruptedException, ExecutionException {
    NewTopic created =
        new NewTopic(topic.name(), topic.partitions(), ONE_COPY).configs(topic.config());
    admin.createTopics(List.of(created)).all().get();
  }

  void publish(List<Written> records) {
    try (Producer<byte[], byte[]> producer = cluster.rawProducer()) {
      for (Written record : records) {
        producer.send(
            new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestampMs(),
                record.key(),
                record.value()));
      }
    }
  }

  /** Offsets in topics without the gaps that transactions left in theirs. */
  private static Map<TopicPartition, OffsetAndMetadata> committed() {
    List<Written> records = WrittenBefore.records();
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    for (Position position : WrittenBefore.committed()) {
      long before = records.stream().filter(record -> isBefore(record, position)).count();
      committed.put(
          new TopicPartition(position.topic(), position.partition()),
          new OffsetAndMetadata(before, withATimeThatCannotBe(position.metadata())));
    }
    return committed;
  }

  /**
   * What Kafka Streams commits beside an offset, a version in one byte and then the partition's
   * time, as it were if one of the partition's records had been in microseconds.
   */
  private static String withATimeThatCannotBe(String metadata) {
    byte[] bytes = Base64.getDecoder().decode(metadata);
    ByteBuffer time = ByteBuffer.wrap(bytes, 1, Long.BYTES);
    long micros = time.getLong() * 1000;
    ByteBuffer.wrap(bytes, 1, Long.BYTES).putLong(micros);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static boolean isBefore(Written record, Position position) {
    return record.topic().equals(position.topic())
        && record.partition() == position.partition()
        && record.offset() < position.offset();
  }
}
