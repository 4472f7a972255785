package dev.sightline.app.demo;

import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.embedded.EmbeddedRegistry;
import dev.sightline.app.topics.TopicCreation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;

/** A broker with the pipeline's topics, and a registry, for as long as it is open. */
final class Servers implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;

  private Servers(EmbeddedBroker broker, EmbeddedRegistry registry) {
    this.broker = broker;
    this.registry = registry;
  }

  static Servers start(Path folder) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
    EmbeddedRegistry registry;
    try {
      registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    } catch (RuntimeException | InterruptedException e) {
      broker.close();
      throw e;
    }
    Servers servers = new Servers(broker, registry);
    try (Admin admin = Admin.create(servers.config())) {
      new TopicCreation(admin, OptionalInt.of(PARTITIONS), Optional.empty()).run();
    }
    return servers;
  }

  /** Where they are, for every client. */
  Map<String, Object> config() {
    return Map.of(
        "bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
