package dev.sightline.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.embedded.EmbeddedRegistry;
import dev.sightline.app.topics.TopicCreation;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * A broker in this JVM with the pipeline's topics, and a registry, for as long as it is open. Every
 * stream thread finds a partition of the images topic.
 */
final class Cluster implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final Admin admin;
  private final OperatingSystemMXBean thisProcess =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Cluster(EmbeddedBroker broker, EmbeddedRegistry registry) {
    this.broker = broker;
    this.registry = registry;
    this.admin = Admin.create(config());
  }

  static Cluster start(Path folder) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
    EmbeddedRegistry registry;
    try {
      registry = EmbeddedRegistry.start(folder.resolve("registry.log"));
    } catch (RuntimeException | InterruptedException e) {
      broker.close();
      throw e;
    }
    Cluster cluster = new Cluster(broker, registry);
    int partitions =
        Math.max(Topics.DEFAULT_PARTITIONS, Runtime.getRuntime().availableProcessors());
    new TopicCreation(cluster.admin, OptionalInt.of(partitions), Optional.empty()).run();
    return cluster;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return registry.url();
  }

  Map<String, Object> config() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  SchemaRegistry registry() {
    return SchemaRegistries.of(config());
  }

  /** Records that a group has committed, of all its partitions; they all begin at offset 0. */
  long committed(String group) throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new KafkaException("the offsets of group " + group, e.getCause());
    }
  }

  /** CPU time of this process: the broker and the little that the benchmark itself does. */
  long cpuNanos() {
    return thisProcess.getProcessCpuTime();
  }

  @Override
  public void close() {
    admin.close();
    registry.close();
    broker.close();
  }
}
