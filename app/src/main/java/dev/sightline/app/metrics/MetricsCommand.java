package dev.sightline.app.metrics;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.follow.FollowOptions;
import dev.sightline.schemas.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Follows the metrics. */
@Command(
    name = "metrics",
    description = {
      "Prints accuracy, label coverage and the confusion matrix of each window as they change.",
      "Rows are actual classes, columns predicted ones."
    })
public final class MetricsCommand implements Callable<Integer> {
  @Mixin private FollowOptions follow;
  @Mixin private Connection connection;

  @Override
  public Integer call() throws InterruptedException {
    follow.print(connection, Topics.METRICS, new MetricsTable());
    return 0;
  }
}
