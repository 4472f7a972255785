package dev.sightline.app.follow;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.topics.RequiredTopic;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.serde.AvroSerde;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the commands that print a topic as it goes on, and the printing. */
public final class FollowOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from-beginning",
      description = "Start with the oldest record (default: with what comes from now on).")
  private boolean fromBeginning;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "End after N records (default: at Ctrl-C).")
  private Long max;

  @Option(
      names = "--json",
      description =
          "One JSON object a line, with the fields of the Avro record; times as ISO-8601 in UTC.")
  private boolean json;

  /** Prints the topic's records until there were enough, or nobody reads on. */
  public <T extends SpecificRecord> void print(
      Connection connection, Topic<T> topic, Rendering<T> forPeople) throws InterruptedException {
    if (max != null && max < 1) {
      throw new ParameterException(
          command.commandLine(), "--max: expected 1 or more, found " + max);
    }
    try (Admin admin = connection.admin()) {
      RequiredTopic.check(admin, topic);
    }
    Rendering<T> rendering = json ? T::toString : forPeople;
    CommandLine line = command.commandLine();
    try (Consumer<byte[], byte[]> consumer = consumer(connection)) {
      Follower<T> follower =
          new Follower<>(
              consumer,
              topic,
              new AvroSerde<>(topic.valueType(), connection.registry(), connection.config())
                  .deserializer(),
              what -> line.getErr().println("passed over: " + what));
      if (fromBeginning) {
        follower.fromBeginning();
      } else {
        follower.fromNow();
      }
      line.getErr().printf("Following %s at %s.%n", topic.name(), connection.bootstrapServers());
      follow(follower, rendering, line.getOut());
    }
  }

  private <T> void follow(Follower<T> follower, Rendering<T> rendering, PrintWriter out)
      throws InterruptedException {
    if (!rendering.header().isEmpty()) {
      out.println(rendering.header());
    }
    long[] printed = {0};
    follower.follow(
        value -> {
          out.println(rendering.render(value));
          boolean nobodyReads = out.checkError();
          return !nobodyReads && (max == null || ++printed[0] < max);
        });
  }

  private static Consumer<byte[], byte[]> consumer(Connection connection) {
    Map<String, Object> config = new HashMap<>(connection.config());
    config.putIfAbsent("isolation.level", "read_committed");
    return connection.checked(
        () ->
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }
}
