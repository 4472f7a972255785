package dev.sightline.app.follow;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.console.Messages;
import dev.sightline.app.topics.Permission;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.serde.AvroDeserializer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.acl.AclOperation;
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
      description = "Stop after N records (default: run until Ctrl-C).")
  private Long max;

  @Option(
      names = "--json",
      description =
          "Print one JSON object per line, with the Avro record's fields; times in ISO 8601, UTC.")
  private boolean json;

  /** Prints the topic's records until there were enough, or nobody reads on. */
  public <T extends SpecificRecord> void print(
      Connection connection, Topic<T> topic, Rendering<T> forPeople) throws InterruptedException {
    Console console = Console.of(command);
    follow(connection, topic, console, printer(json ? T::toString : forPeople), 0);
  }

  /** A view that prints each record, until there were enough or nobody reads on. */
  public <T> RecordView<T> printer(Rendering<T> rendering) {
    return new RecordPrinter<>(rendering, max(), Console.of(command).out());
  }

  /** Whether records are to be printed for machines. */
  public boolean json() {
    return json;
  }

  /** How many records there are to be at the most, 1 or more. */
  public long max() {
    if (max != null && max < 1) {
      throw new ParameterException(
          command.commandLine(), "--max: expected 1 or more, found " + max);
    }
    return max == null ? Long.MAX_VALUE : max;
  }

  /**
   * Shows the topic's records until the view has enough.
   *
   * @param messages where it is said what is followed, and what could not be read
   * @param lookBack how many of the last records of a partition belong to what comes from now on
   */
  public <T extends SpecificRecord> void follow(
      Connection connection, Topic<T> topic, Messages messages, RecordView<T> view, long lookBack)
      throws InterruptedException {
    read(
        connection,
        topic,
        messages,
        view,
        follower -> {
          if (fromBeginning) {
            follower.fromBeginning();
          } else {
            follower.fromLast(lookBack);
          }
          messages.note(
              "Following %s at %s.".formatted(topic.name(), connection.bootstrapServers()));
        });
  }

  /**
   * Shows all that a topic has, and what comes, until the view has enough: whatever the options
   * say, for what is read beside.
   *
   * @param messages where it is said what could not be read
   */
  public static <T extends SpecificRecord> void followAll(
      Connection connection, Topic<T> topic, Messages messages, RecordView<T> view)
      throws InterruptedException {
    read(connection, topic, new Beside(messages), view, Follower::fromBeginning);
  }

  private static <T extends SpecificRecord> void read(
      Connection connection,
      Topic<T> topic,
      Messages messages,
      RecordView<T> view,
      Consumer<Follower<T>> begin)
      throws InterruptedException {
    Part part = topic.equals(Topics.PREDICTIONS) ? Part.CONSUMER : Part.OPERATOR;
    Permission.of(connection, part, List.of(Right.on(topic, AclOperation.READ)))
        .during(
            () -> {
              followPermitted(connection, topic, messages, view, begin);
              return null;
            });
  }

  private static <T extends SpecificRecord> void followPermitted(
      Connection connection,
      Topic<T> topic,
      Messages messages,
      RecordView<T> view,
      Consumer<Follower<T>> begin)
      throws InterruptedException {
    try (var consumer = connection.checked(() -> FollowingConsumer.open(connection.config()))) {
      Follower<T> follower =
          new Follower<>(
              consumer,
              topic,
              new AvroDeserializer<>(topic.valueType(), connection.registry()),
              BrokerSilence.of(
                  consumer, connection.config(), connection.bootstrapServers(), messages),
              messages);
      begin.accept(follower);
      follower.follow(view);
    }
  }
}
