package dev.sightline.endtoend;

import dev.sightline.app.embedded.Loopback;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Three brokers in this JVM, each with its KRaft controller, of which any may be stopped and
 * started again at its address with its data. Kafka's own topics are kept as Kafka's defaults have
 * it: on three, of which two must have a record.
 */
final class ThreeBrokers implements AutoCloseable {
  private static final int COUNT = 3;

  private final Path folder;
  private final List<Integer> ports;
  private final List<Integer> controllerPorts;
  private final KafkaRaftServer[] running = new KafkaRaftServer[COUNT];

  private ThreeBrokers(Path folder) throws IOException {
    this.folder = folder;
    List<Integer> free = Loopback.freePorts(2 * COUNT);
    this.ports = free.subList(0, COUNT);
    this.controllerPorts = free.subList(COUNT, 2 * COUNT);
  }

  /** Starts all; they may yet be finding one another when this returns. */
  static ThreeBrokers start(Path folder) throws Exception {
    ThreeBrokers brokers = new ThreeBrokers(folder);
    String cluster = Uuid.randomUuid().toString();
    for (int i = 0; i < COUNT; i++) {
      brokers.format(i, cluster);
    }
    brokers.start(0, 1, 2);
    return brokers;
  }

  private void format(int i, String cluster) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(i)
        .setClusterId(cluster)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data(i))
        .addDirectory(data(i))
        .run();
  }

  private String data(int i) {
    return folder.resolve("broker-" + i).toString();
  }

  String bootstrapServers() {
    return ports.stream().map(port -> Loopback.HOST + ":" + port).collect(Collectors.joining(","));
  }

  /** Starts some at the same time, as a majority of controllers must be there for any to be up. */
  void start(int... which) throws InterruptedException {
    List<Thread> starts = new ArrayList<>();
    for (int i : which) {
      running[i] = new KafkaRaftServer(new KafkaConfig(settings(i), false), Time.SYSTEM);
      Thread start = new Thread(running[i]::startup, "start-" + i);
      start.start();
      starts.add(start);
    }
    for (Thread start : starts) {
      start.join();
    }
  }

  /** Stops one in good order, as far as the others let it. */
  void stop(int i) {
    if (running[i] != null) {
      running[i].shutdown();
      running[i].awaitShutdown();
      running[i] = null;
    }
  }

  private Map<String, String> settings(int i) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(i));
    settings.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d"
            .formatted(Loopback.HOST, ports.get(i), controllerPorts.get(i)));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "controller.quorum.voters",
        IntStream.range(0, COUNT)
            .mapToObj(id -> id + "@" + Loopback.HOST + ":" + controllerPorts.get(id))
            .collect(Collectors.joining(",")));
    settings.put("log.dirs", data(i));
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("num.network.threads", "1");
    settings.put("num.io.threads", "2");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("controlled.shutdown.max.retries", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    return settings;
  }

  @Override
  public void close() {
    List<Thread> stops = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int which = i;
      Thread stop = new Thread(() -> stop(which), "stop-" + i);
      stop.start();
      stops.add(stop);
    }
    stops.forEach(
        stop -> {
          try {
            stop.join();
          } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
