package dev.sightline.endtoend;

import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh broker, or three, with the pipeline's topics for one test class, beside the shared
 * registry.
 */
final class Cluster implements BeforeAllCallback, AfterAllCallback {
  private final int partitions;
  private Class<?> owner;
  private Path folder;
  private final boolean ofThree;
  private EmbeddedBroker broker;
  private ThreeBrokers brokers;
  private Map<String, Object> config;
  private SchemaRegistry registry;

  /**
   * @param partitions of images, predictions and labels
   */
  Cluster(int partitions) {
    this(partitions, false);
  }

  private Cluster(int partitions, boolean ofThree) {
    this.partitions = partitions;
    this.ofThree = ofThree;
  }

  /**
   * One of three brokers.
   *
   * @param partitions of images, predictions and labels
   */
  static Cluster ofThreeBrokers(int partitions) {
    return new Cluster(partitions, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (owner != null) {
      return; // a class nested in the owner
    }
    owner = context.getRequiredTestClass();
    String registryUrl = SharedRegistry.url(context);
    folder = Files.createTempDirectory("sightline-cluster-");
    config = Map.of("bootstrap.servers", startBrokers(), "schema.registry.url", registryUrl);
    registry = SchemaRegistries.of(config);
    try (Admin admin = admin()) {
      createTopics(admin);
    }
  }

  private String startBrokers() throws Exception {
    if (ofThree) {
      brokers = ThreeBrokers.start(folder);
      return brokers.bootstrapServers();
    }
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    return broker.bootstrapServers();
  }

  /** Creates what is missing of the pipeline's topics. */
  void createTopics(Admin admin) throws InterruptedException {
    new TopicCreation(admin, OptionalInt.of(partitions), Replication.OF_THE_CLUSTER).run();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (context.getRequiredTestClass() != owner) {
      return;
    }
    if (broker != null) {
      broker.close();
    }
    if (brokers != null) {
      brokers.close();
    }
    if (folder != null) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** The broker: stopped, it comes back at the same address with its data. */
  EmbeddedBroker broker() {
    return broker;
  }

  /** Those of a cluster of three. */
  ThreeBrokers brokers() {
    return brokers;
  }

  int partitions() {
    return partitions;
  }

  /** Where broker and registry are, for any client. */
  Map<String, Object> config() {
    return config;
  }

  /** Where they are, and more settings. */
  Map<String, Object> config(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(config);
    all.putAll(more);
    return all;
  }

  SchemaRegistry registry() {
    return registry;
  }

  Admin admin() {
    return Admin.create(config);
  }

  <V extends SpecificRecord> Serializer<V> serializer(Topic<V> topic) {
    return new AvroSerializer<>(topic.valueType(), registry, config);
  }

  <V extends SpecificRecord> Producer<String, V> producer(Topic<V> topic) {
    return producer(topic, Map.of());
  }

  <V extends SpecificRecord> Producer<String, V> producer(Topic<V> topic, Map<String, ?> settings) {
    return new KafkaProducer<>(config(settings), new StringSerializer(), serializer(topic));
  }

  /** A producer of bytes as they are. */
  Producer<byte[], byte[]> rawProducer() {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A model's first versions, or more of them. */
  ModelDesk models() {
    return new ModelDesk(this);
  }

  /** What a reader of committed records sees of a topic, from its beginning. */
  <V extends SpecificRecord> Tail<V> committed(Topic<V> topic) {
    return Tail.of(this, topic, "read_committed");
  }

  /** What is on a topic, committed or not, from its beginning. */
  <V extends SpecificRecord> Tail<V> uncommitted(Topic<V> topic) {
    return Tail.of(this, topic, "read_uncommitted");
  }

  List<Integer> partitionNumbers() {
    return Stream.iterate(0, partition -> partition + 1).limit(partitions).toList();
  }
}
