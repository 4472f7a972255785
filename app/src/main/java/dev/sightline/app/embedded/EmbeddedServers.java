package dev.sightline.app.embedded;

import dev.sightline.app.topics.Replication;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;

/** A broker with the pipeline's topics, and a registry, for as long as it is open. */
public final class EmbeddedServers implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;

  private EmbeddedServers(EmbeddedBroker broker, EmbeddedRegistry registry) {
    this.broker = broker;
    this.registry = registry;
  }

  /**
   * Starts both and creates the topics. They serve when this returns.
   *
   * @param folder for the broker's data and the registry's log; is there already, and the caller's
   *     to delete once this is closed
   * @param partitions of images, predictions and labels
   * @throws IllegalStateException when one can't start; the message says which and why
   */
  public static EmbeddedServers start(Path folder, int partitions) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
    try {
      EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
      EmbeddedServers servers = new EmbeddedServers(broker, registry);
      try {
        servers.createTopics(partitions);
        return servers;
      } catch (RuntimeException | InterruptedException e) {
        registry.close();
        throw e;
      }
    } catch (RuntimeException | InterruptedException e) {
      broker.close();
      throw e;
    }
  }

  private void createTopics(int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(config())) {
      new TopicCreation(admin, OptionalInt.of(partitions), Replication.OF_THE_CLUSTER).run();
    }
  }

  /** Where clients connect to the broker. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The registry's address for any Confluent client. */
  public String registryUrl() {
    return registry.url();
  }

  /** Both addresses, for every client. */
  public Map<String, Object> config() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  /** A client of the registry. */
  public SchemaRegistry registry() {
    return SchemaRegistries.of(config());
  }

  /** Stops both. The folder stays: it is the caller's. */
  @Override
  public void close() {
    try (broker) {
      registry.close();
    }
  }
}
