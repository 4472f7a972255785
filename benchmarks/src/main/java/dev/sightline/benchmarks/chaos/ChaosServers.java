package dev.sightline.benchmarks.chaos;

import dev.sightline.app.embedded.EmbeddedRegistry;
import dev.sightline.app.embedded.Loopback;
import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.benchmarks.ChildProcess;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A broker in a process of its own, and a registry behind a door, both of which can have faults.
 */
final class ChaosServers implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** What a broker takes by itself: the topics may be older than the bound that we create. */
  private static final String BROKERS_OWN_MAX_AHEAD_MS = "3600000";

  private final FaultyProcess broker;
  private final EmbeddedRegistry registry;
  private final RegistryDoor door;
  private final String bootstrapServers;

  private ChaosServers(
      FaultyProcess broker, EmbeddedRegistry registry, RegistryDoor door, String bootstrapServers) {
    this.broker = broker;
    this.registry = registry;
    this.door = door;
    this.bootstrapServers = bootstrapServers;
  }

  static ChaosServers start(Path folder) throws InterruptedException, IOException {
    List<Integer> ports = Loopback.freePorts(2);
    List<String> arguments =
        List.of(
            folder.resolve("broker").toString(), ports.get(0).toString(), ports.get(1).toString());
    FaultyProcess broker =
        new FaultyProcess(
            new NumberedLogs(folder, "broker"),
            log -> ChildProcess.java(BrokerProcess.class, log, arguments));
    EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    RegistryDoor door = new RegistryDoor(registry.url());
    ChaosServers servers =
        new ChaosServers(broker, registry, door, Loopback.HOST + ":" + ports.get(0));
    servers.createTopics();
    return servers;
  }

  private void createTopics() throws InterruptedException {
    try (Admin admin = Admin.create(Map.copyOf(config()))) {
      new TopicCreation(admin, OptionalInt.of(PARTITIONS), Replication.OF_THE_CLUSTER).run();
      AlterConfigOp brokersOwn =
          new AlterConfigOp(
              new ConfigEntry("message.timestamp.after.max.ms", BROKERS_OWN_MAX_AHEAD_MS),
              AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic(Topics.IMAGES.name()),
                  List.of(brokersOwn),
                  topic(Topics.LABELS.name()),
                  List.of(brokersOwn)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("the topics can't be made", e.getCause());
    }
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** The registry's address for those that its faults befall. */
  String registryUrl() {
    return door.url();
  }

  /** For the clients of the run itself: to the registry's own door, which is always open. */
  Map<String, Object> config() {
    return Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registry.url());
  }

  SchemaRegistry registry() {
    return SchemaRegistries.of(config());
  }

  Faulty faulty(Target target) {
    return target == Target.BROKER ? broker : door;
  }

  @Override
  public void close() throws InterruptedException {
    door.close();
    registry.close();
    broker.close();
  }
}
