package dev.sightline.app.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker and its KRaft controller in this JVM, with its data in a folder.
 *
 * <p>The ports belong to the object: {@link #start()} after {@link #stop()} brings the broker back
 * at the same address with its data, as a broker that was restarted. Another object on the same
 * folder finds the data too, at an address of its own; a folder has one running broker at a time.
 * Topics are not created by use. Safe for use by many threads.
 *
 * <p>This is the one class that starts Kafka's server classes; they are public, not a supported
 * API. Kafka halts the JVM when the broker can't go on, for instance when the folder is deleted
 * under it: stop the broker first.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE_ID = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final Path dataFolder;
  private final int port;
  private final int controllerPort;
  private final Map<String, String> more;
  private KafkaRaftServer server;
  private FolderLock lock;

  private EmbeddedBroker(Path dataFolder, int port, int controllerPort, Map<String, String> more) {
    this.dataFolder = dataFolder.toAbsolutePath();
    this.port = port;
    this.controllerPort = controllerPort;
    this.more = Map.copyOf(more);
  }

  /**
   * Starts a broker on free ports. It serves when this returns.
   *
   * @param dataFolder what an earlier broker left there is served again; created when missing
   * @throws IllegalStateException when the broker can't start; the message says where and why
   */
  public static EmbeddedBroker start(Path dataFolder) {
    try {
      List<Integer> ports = Loopback.freePorts(2);
      return start(dataFolder, ports.get(0), ports.get(1));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /**
   * Starts a broker on given ports, such as those of an earlier process on the same folder.
   *
   * @see #start(Path)
   */
  public static EmbeddedBroker start(Path dataFolder, int port, int controllerPort) {
    return start(dataFolder, port, controllerPort, Map.of());
  }

  /**
   * Starts a broker on given ports with settings of the broker that go before this one's own: other
   * listeners, with TLS and logins, and access control, for instance. The port is that of the
   * listener to connect to.
   *
   * @see #start(Path)
   */
  public static EmbeddedBroker start(
      Path dataFolder, int port, int controllerPort, Map<String, String> settings) {
    EmbeddedBroker broker = new EmbeddedBroker(dataFolder, port, controllerPort, settings);
    broker.start();
    return broker;
  }

  /** Where clients connect: the same through every stop and start. */
  public String bootstrapServers() {
    return Loopback.HOST + ":" + port;
  }

  /**
   * Starts the broker again after {@link #stop()}; one that runs stays as it is.
   *
   * @throws IllegalStateException when it can't start; the message says where and why
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    KafkaRaftServer starting = null;
    try {
      lock = FolderLock.take(dataFolder);
      formatOnce();
      starting = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
      starting.startup();
      server = starting;
    } catch (Exception cause) {
      if (starting != null) {
        starting.shutdown();
        starting.awaitShutdown();
      }
      unlock();
      throw new IllegalStateException(
          "The embedded broker can't start on %s (controller: port %d) with its data in %s: %s"
              .formatted(bootstrapServers(), controllerPort, dataFolder, cause),
          cause);
    }
  }

  /** Shuts the broker down in good order and waits for it; the data stays. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    server.shutdown();
    server.awaitShutdown();
    server = null;
    unlock();
  }

  private void unlock() {
    try (FolderLock held = lock) {
      lock = null;
    } catch (IOException failed) {
      throw new UncheckedIOException("can't give back the lock of " + dataFolder, failed);
    }
  }

  /** Stops the broker. The folder stays: it is the caller's. */
  @Override
  public void close() {
    stop();
  }

  private void formatOnce() throws Exception {
    if (Files.exists(dataFolder.resolve("meta.properties"))) {
      return;
    }
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(nowhere)
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(CONTROLLER)
        .setMetadataLogDirectory(dataFolder.toString())
        .addDirectory(dataFolder.toString())
        .run();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,%3$s://%1$s:%4$d"
            .formatted(Loopback.HOST, port, CONTROLLER, controllerPort));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("controller.quorum.voters", NODE_ID + "@" + Loopback.HOST + ":" + controllerPort);
    settings.put("log.dirs", dataFolder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.putAll(ONE_NODE);
    settings.putAll(more);
    return settings;
  }

  /** Copies that one node can keep, and no more partitions, waits or memory than one node needs. */
  private static final Map<String, String> ONE_NODE =
      Map.ofEntries(
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)));
}
