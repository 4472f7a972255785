package dev.sightline.app.replay;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.topics.RequiredTopic;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes the held-out images of a data set, and their labels behind them. */
@Command(
    name = "replay",
    description = {
      "Publishes the held-out images of a data set, and their labels behind them.",
      "Images go at a steady rate, in an order drawn by chance."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or cifar-10-binary.tar.gz.")
  private Path data;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Images a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "End after N images (default: all of them, once).")
  private Long images;

  @Option(
      names = "--label-delay",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "From an image to its label: 250ms, 5s, 2m, 1h (default: ${DEFAULT-VALUE}).")
  private Duration labelDelay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the order of the images (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    List<EncodedExample> shuffled = shuffledImages();
    try (Admin admin = connection.admin()) {
      RequiredTopic.check(admin, Topics.IMAGES);
      RequiredTopic.check(admin, Topics.LABELS);
    }
    try (Producer<String, byte[]> producer = producer()) {
      publish(producer, shuffled);
    }
    return 0;
  }

  private void publish(Producer<String, byte[]> producer, List<EncodedExample> shuffled)
      throws InterruptedException {
    String run = runId();
    Replay replay =
        new Replay(publisher(producer), Pace.ofTheMachine(), run, interval(), labelDelay);
    spec.commandLine()
        .getErr()
        .printf(
            "Publishing %d images as %s-* to %s.%n",
            shuffled.size(), run, connection.bootstrapServers());
    try {
      replay.run(shuffled.iterator());
    } finally {
      Replay.Published published = replay.published();
      spec.commandLine()
          .getErr()
          .printf("Published %d images and %d labels.%n", published.images(), published.labels());
    }
  }

  private void checkOptions() {
    // The lower bound keeps the interval within a Duration's nanoseconds, and says NaN is no rate.
    if (!(rate >= 1e-6 && rate <= 1e9)) {
      throw mistake("--rate: expected more than 0 and at most 1e9, found " + rate);
    }
    if (images != null && images < 1) {
      throw mistake("--images: expected 1 or more, found " + images);
    }
  }

  private List<EncodedExample> shuffledImages() {
    try (Stream<EncodedExample> files = DataSource.of(data).heldOutFiles()) {
      List<EncodedExample> all = files.collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(all, new Random(seed));
      return images == null ? all : all.subList(0, (int) Math.min(images, all.size()));
    }
  }

  private Duration interval() {
    return Duration.ofNanos(Math.round(1e9 / rate));
  }

  private static String runId() {
    int chance = ThreadLocalRandom.current().nextInt(0x10000);
    return "%s-%04x".formatted(RUN.format(Instant.now()), chance);
  }

  private Producer<String, byte[]> producer() {
    Map<String, Object> config = connection.config();
    config.put("enable.idempotence", true);
    config.put("acks", "all");
    return connection.checked(
        () -> new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
  }

  private ImagePublisher publisher(Producer<String, byte[]> producer) {
    SchemaRegistry registry = connection.registry();
    Map<String, Object> config = connection.config();
    return new ImagePublisher(
        producer,
        new AvroSerde<>(ImageEvent.class, registry, config).serializer(),
        new AvroSerde<>(Label.class, registry, config).serializer());
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
