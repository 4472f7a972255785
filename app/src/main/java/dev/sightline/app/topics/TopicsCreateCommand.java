package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import java.util.Optional;
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
      description = "Replicas of each new topic; -1: the broker's default (default: -1).")
  private short replicationFactor = -1;

  @Override
  public Integer call() throws InterruptedException {
    if (partitions != null && partitions < 1) {
      throw mistake("--partitions: expected 1 or more, found " + partitions);
    }
    if (replicationFactor != -1 && replicationFactor < 1) {
      throw mistake("--replication-factor: expected -1, 1 or more, found " + replicationFactor);
    }
    try (Admin admin = connection.admin()) {
      new TopicCreation(
              admin,
              partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions),
              replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor))
          .run()
          .forEach(this::print);
    }
    return 0;
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
