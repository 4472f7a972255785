package dev.sightline.app.predictions;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.follow.FollowOptions;
import dev.sightline.schemas.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Follows the predictions. */
@Command(name = "predictions", description = "Prints predictions as they are made.")
public final class PredictionsCommand implements Callable<Integer> {
  @Mixin private FollowOptions follow;
  @Mixin private Connection connection;

  @Override
  public Integer call() throws InterruptedException {
    follow.print(connection, Topics.PREDICTIONS, new PredictionLine());
    return 0;
  }
}
