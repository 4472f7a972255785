package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates every topic of the catalogue that is missing. */
@Command(
    name = "create",
    description = "Creates every topic of the pipeline; those that exist are kept as they are.")
final class TopicsCreateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions of images, predictions and labels each"
              + " (default: as many as existing images or predictions have, or 6).")
  private Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description =
          "Replicas of each new topic; -1: the brokers' default (default: 3, or as many as there"
              + " are brokers).")
  private Integer replicationFactor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      description =
          "Replicas that must have a record of a new topic before its writer is told so"
              + " (default: 2 of three or more replicas, else 1).")
  private Integer minInSync;

  @Override
  public Integer call() throws InterruptedException {
    if (partitions != null && partitions < 1) {
      throw mistake("--partitions: expected 1 or more, found " + partitions);
    }
    Replication replication = new Replication(given(replicationFactor), given(minInSync));
    replication
        .fault()
        .ifPresent(
            fault -> {
              throw mistake(fault);
            });
    try (Admin admin = connection.admin()) {
      new TopicCreation(admin, given(partitions), replication).run().forEach(this::print);
    }
    return 0;
  }

  private static OptionalInt given(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private void print(TopicCreation.Outcome topic) {
    boolean otherThanAsked =
        partitions != null
            && topic.partitions() != partitions
            && TopicCreation.byImage(topic.topic());
    spec.commandLine()
        .getOut()
        .printf(
            "%-16s %2d %-10s %s%s%n",
            topic.topic(),
            topic.partitions(),
            topic.partitions() == 1 ? "partition" : "partitions",
            topic.created() ? "created" : "was there",
            otherThanAsked ? ", not changed to " + partitions : "");
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
