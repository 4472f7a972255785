package dev.sightline.app;

import static org.awaitility.Awaitility.await;

import dev.sightline.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The broker of a test class of commands; each test begins without a topic. */
public final class CommandBroker implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  public static final String REGISTRY = "mock://commands";

  private int openClasses;
  private Path folder;
  private EmbeddedBroker broker;
  private Admin admin;

  /** Is called for nested classes too. */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (openClasses++ == 0) {
      folder = Files.createTempDirectory("sightline-commands-");
      broker = EmbeddedBroker.start(folder);
      admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    awaitTopics(Set::isEmpty);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (--openClasses == 0) {
      admin.close();
      broker.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A command with the options that lead it here. */
  public String[] arguments(String... command) {
    return Stream.concat(
            Stream.of(command),
            Stream.of("--bootstrap-servers", bootstrapServers(), "--schema-registry", REGISTRY))
        .toArray(String[]::new);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Stops the broker, until it is started again. */
  public void stop() {
    broker.stop();
  }

  /** Brings it back at the same address. */
  public void start() {
    broker.start();
  }

  public Admin admin() {
    return admin;
  }

  /** Creates a topic; commands see it when this returns. */
  public void create(String topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    awaitTopics(topics -> topics.contains(topic));
  }

  /** What the controller has done the broker learns a moment later. */
  private void awaitTopics(Predicate<Set<String>> seen) {
    await().until(() -> seen.test(admin.listTopics().names().get()));
  }

  /** The number of partitions of each topic. */
  public Map<String, Integer> partitions() throws Exception {
    Set<String> names = admin.listTopics().names().get();
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .collect(Collectors.toMap(topic -> topic.name(), topic -> topic.partitions().size()));
  }
}
