package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.app.CommandBroker;
import dev.sightline.app.Run;
import dev.sightline.app.Sightline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a broker. What workers make of replayed images is tested end to end. */
class DeadLettersIT {
  private static final int MANY = 10 * LetterReplay.BATCH_LETTERS;

  @RegisterExtension static final CommandBroker BROKER = new CommandBroker();

  @TempDir Path folder;

  @BeforeEach
  void createTopics() throws Exception {
    BROKER.create("images", 2);
    BROKER.create("dead-letters", 1);
  }

  @Test
  void aSecondReplayReplaysNothingAgain() {
    write(
        WrittenLetters.toSend(1, "TOO_MANY_PIXELS"),
        WrittenLetters.toSend(2, "TRUNCATED"),
        WrittenLetters.toSend(3, "TOO_SLOW"),
        new ProducerRecord<>("dead-letters", WrittenLetters.bytes("of another program")));
    String[] pixels = arguments("replay", "--reason", "too-many-pixels,TRUNCATED");

    assertThat(Run.of(arguments("replay", "--reason", "TOO_MANY_PIXELS", "--dry-run")).out())
        .startsWith(LetterText.header())
        .contains("images-1@1  ", "  id-1\n    expected less, found more")
        .endsWith("Would replay 1 dead letter." + System.lineSeparator());
    assertThat(Run.of(arguments("replay", "--id", "id-3,nix", "--dry-run")).err())
        .isEqualToIgnoringNewLines("There is no dead letter of the id nix.");
    assertThat(images()).isEmpty();
    Run first = Run.of(pixels);
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).startsWith("Replayed 1 dead letter.").contains("1 stay: TRUNCATED is");
    assertThat(Run.of(pixels).out())
        .startsWith("Replayed 0 dead letters.")
        .contains("1 stay: replayed before.");
    assertThat(images()).containsExactly("id-1");

    Run list = Run.of(arguments("list"));
    assertThat(list.exitCode()).isZero();
    assertThat(list.out())
        .contains("images-1@1  ", "[replayed]", "(not said)", "TOO_SLOW          1, 5 B");
    assertThat(Run.of(arguments("list", "--json", "--reason", "TOO_SLOW")).out().lines())
        .singleElement()
        .asString()
        .contains("\"id\":\"id-3\"", "\"replayed\":false");
  }

  @Test
  void whatAKilledReplayHasLeftOpenIsNotReplayedTwice() {
    write(WrittenLetters.toSend(1, "TOO_SLOW"));
    try (KafkaProducer<byte[], byte[]> open =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                BROKER.bootstrapServers(),
                "transactional.id",
                ReplayTransactions.ID),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>("images", 1, WrittenLetters.bytes("id-1"), new byte[3]));
      open.send(
          ReplayMarker.of(
              Letter.of(WrittenLetters.record(0, "TOO_SLOW")), WrittenLetters.bytes("id-1"), 0));
      open.flush();

      Run run = Run.of(arguments("replay", "--reason", "TOO_SLOW"));

      assertThat(run.out()).startsWith("Replayed 1 dead letter.");
      assertThat(images()).containsExactly("id-1");
    }
  }

  @Test
  void killedInTheMiddleItLosesNothingAndDoublesNothing() throws Exception {
    write(
        IntStream.range(0, MANY)
            .mapToObj(each -> WrittenLetters.toSend(each, "TOO_SLOW"))
            .<ProducerRecord<byte[], byte[]>>toArray(ProducerRecord[]::new));
    String[] arguments = arguments("replay", "--reason", "TOO_SLOW");
    Process process = process(arguments);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> written() > 3 * LetterReplay.BATCH_LETTERS || !process.isAlive());
    process.destroyForcibly().waitFor();

    Run rest = Run.of(arguments);

    assertThat(rest.exitCode()).isZero();
    assertThat(images()).hasSize(MANY);
    assertThat(new HashSet<>(images())).hasSize(MANY);
    assertThat(Run.of(arguments("list")).out())
        .contains("TOO_SLOW          %d,".formatted(MANY), "%d of them replayed".formatted(MANY));
  }

  @Test
  void withoutAChoiceNothingIsReplayed() {
    Run run = Run.of(arguments("replay"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected --reason or --id");
  }

  @Test
  void aSlipInAReasonIsTold() {
    Run run = Run.of(arguments("list", "--reason", "TO_SLOW"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no reason TO_SLOW, did you mean TOO_SLOW?");
    assertThat(Run.of(arguments("replay", "--reason", "TO_SLOW")).exitCode()).isEqualTo(2);
  }

  private static long written() throws Exception {
    return BROKER
        .admin()
        .listOffsets(Map.of(new TopicPartition("images", 1), OffsetSpec.latest()))
        .all()
        .get()
        .values()
        .iterator()
        .next()
        .offset();
  }

  private Process process(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Sightline.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("replay.log").toFile())
        .start();
  }

  private static String[] arguments(String... command) {
    return BROKER.arguments(
        Stream.concat(Stream.of("dead-letters"), Stream.of(command)).toArray(String[]::new));
  }

  @SafeVarargs
  private static void write(ProducerRecord<byte[], byte[]>... records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record);
      }
      producer.flush();
    }
  }

  /** The keys of the committed images. */
  private static List<String> images() {
    List<String> keys = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                BROKER.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "fetch.max.wait.ms",
                10), // closing waits for the last fetch
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          Stream.of(0, 1).map(each -> new TopicPartition("images", each)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> keys.add(record.key()));
      }
    }
    return keys;
  }
}
