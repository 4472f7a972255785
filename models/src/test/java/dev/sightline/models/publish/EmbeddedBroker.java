package dev.sightline.models.publish;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** A real KRaft broker in this JVM, one for all test classes; topics are made anew on request. */
final class EmbeddedBroker implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(EmbeddedBroker.class);

  private final Path folder;
  private final int port;
  private final KafkaRaftServer server;

  /** The broker of this test run; stopped when the run ends. */
  static EmbeddedBroker of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent("broker", key -> started(), EmbeddedBroker.class);
  }

  private static EmbeddedBroker started() {
    try {
      return new EmbeddedBroker();
    } catch (Exception failed) {
      throw new IllegalStateException("the embedded broker does not start", failed);
    }
  }

  private EmbeddedBroker() throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    folder = Files.createTempDirectory("embedded-broker-");
    port = freePort();
    int controllerPort = freePort();
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setIgnoreFormatted(true)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .run();
    Map<String, String> config =
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("log.dirs", folder.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"));
    server = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
    server.startup();
  }

  Map<String, String> config() {
    return Map.of("bootstrap.servers", "127.0.0.1:" + port);
  }

  /** Empties the two topics of models by making them anew. */
  void recreateTopics() throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(config()))) {
      for (Topic<?> topic : List.of(Topics.MODELS, Topics.MODEL_RELEASES)) {
        deleteIfThere(admin, topic.name());
        NewTopic wanted = new NewTopic(topic.name(), topic.partitions(), (short) 1);
        Uuid made =
            admin.createTopics(List.of(wanted.configs(topic.config()))).topicId(topic.name()).get();
        while (!made.equals(seenByBroker(admin, topic.name()))) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static void deleteIfThere(Admin admin, String topic) throws Exception {
    try {
      admin.deleteTopics(List.of(topic)).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw failed;
      }
    }
  }

  /** The topic that clients are told of, which lags behind the controller's, or null. */
  private static Uuid seenByBroker(Admin admin, String topic) throws Exception {
    return admin.listTopics().listings().get().stream()
        .filter(listing -> listing.name().equals(topic))
        .map(TopicListing::topicId)
        .findAny()
        .orElse(null);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    server.shutdown();
    server.awaitShutdown();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
