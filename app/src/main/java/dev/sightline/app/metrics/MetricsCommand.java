package dev.sightline.app.metrics;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.console.Screen;
import dev.sightline.app.follow.FollowOptions;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the metrics. */
@Command(
    name = "metrics",
    description = {
      "Watches the accuracy of each model version, beside that on held-out images.",
      "On a terminal it is a table of the newest full windows, redrawn as they change; "
          + "elsewhere a line a window, when the next one has taken its place or nothing has "
          + "changed for three seconds. Windows overlap: of those that hold a version's latest "
          + "images, the newest full one reaches back the furthest. The change is in percentage "
          + "points, since the window before."
    })
public final class MetricsCommand implements Callable<Integer> {
  /** More than the windows that change at once, so that a terminal begins with what is there. */
  private static final long LOOK_BACK = 1_000;

  private static final int NO_ANSWER_MS = 5_000;

  @Spec private CommandSpec spec;
  @Mixin private FollowOptions follow;

  @Option(
      names = "--matrix",
      description = "Show the confusion matrix too: rows are actual classes, columns predicted.")
  private boolean matrix;

  @Mixin private Connection connection;

  @Override
  public Integer call() throws InterruptedException {
    if (follow.json()) {
      follow.print(connection, Topics.METRICS, MetricsWindow::toString);
      return 0;
    }
    try (HeldOutAccuracies heldOut =
        connection.checked(
            () ->
                new HeldOutAccuracies(
                    new ModelCatalogue(impatient(), connection.registry(), Optional.empty()),
                    InstantSource.system()))) {
      WatchedWindows windows = new WatchedWindows(heldOut::of);
      Optional<Screen> watched = Screen.of(spec);
      if (watched.isPresent()) {
        draw(windows, watched.get());
      } else {
        print(windows);
      }
    }
    return 0;
  }

  /** While a broker is away, what is not known yet must not keep the rest from being drawn. */
  private Map<String, Object> impatient() {
    Map<String, Object> config = connection.config();
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, NO_ANSWER_MS);
    return config;
  }

  private void draw(WatchedWindows windows, Screen opened) throws InterruptedException {
    try (Screen screen = opened) {
      follow.follow(
          connection,
          Topics.METRICS,
          screen,
          new WindowScreen(windows, matrix, follow.max(), screen, InstantSource.system()),
          LOOK_BACK);
    }
  }

  private void print(WatchedWindows windows) throws InterruptedException {
    Console console = Console.of(spec);
    follow.follow(
        connection,
        Topics.METRICS,
        console,
        new WindowLines(windows, matrix, follow.max(), console.out(), InstantSource.system()),
        0);
  }
}
