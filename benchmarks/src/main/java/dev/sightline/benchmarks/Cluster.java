package dev.sightline.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.sightline.app.embedded.EmbeddedServers;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * A broker in this JVM with the pipeline's topics, and a registry, for as long as it is open. Every
 * stream thread finds a partition of the images topic.
 */
public final class Cluster implements AutoCloseable {
  private final EmbeddedServers servers;
  private final Admin admin;
  private final OperatingSystemMXBean thisProcess =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Cluster(EmbeddedServers servers) {
    this.servers = servers;
    this.admin = Admin.create(servers.config());
  }

  public static Cluster start(Path folder) throws InterruptedException {
    int partitions =
        Math.max(Topics.DEFAULT_PARTITIONS, Runtime.getRuntime().availableProcessors());
    return new Cluster(EmbeddedServers.start(folder, partitions));
  }

  public String bootstrapServers() {
    return servers.bootstrapServers();
  }

  public String registryUrl() {
    return servers.registryUrl();
  }

  public Map<String, Object> config() {
    return servers.config();
  }

  SchemaRegistry registry() {
    return servers.registry();
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
    servers.close();
  }
}
