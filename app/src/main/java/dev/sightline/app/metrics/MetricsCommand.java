package dev.sightline.app.metrics;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.console.Messages;
import dev.sightline.app.console.Screen;
import dev.sightline.app.follow.FollowOptions;
import dev.sightline.app.follow.RecordView;
import dev.sightline.app.topics.Permission;
import dev.sightline.dashboard.present.Alerts;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Follows the metrics. */
@Command(
    name = "metrics",
    description = {
      "Watches the accuracy of each model version, beside that on held-out images, its drift, "
          + "and the alarms that stand.",
      "On a terminal it is a table of the newest full windows, redrawn as they change; "
          + "elsewhere a line a window, when the next one has taken its place or nothing has "
          + "changed for three seconds. Windows overlap: of those that hold a version's latest "
          + "images, the newest full one reaches back the furthest. The change is in percentage "
          + "points, since the window before; in brackets stands a 95%% band. The estimate and PSI "
          + "need no label. With --json each record also has figures, as the dashboard's "
          + "/openapi.json describes VersionFigures."
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

  @Mixin private LabelOptions labels;
  @Mixin private Connection connection;

  @Override
  public Integer call() throws InterruptedException {
    LabelBounds bounds = labels.bounds();
    if (!bounds.faults().isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", bounds.faults()));
    }
    Permission permission =
        Permission.of(
            connection,
            Part.OPERATOR,
            Stream.of(Topics.METRICS, Topics.DRIFT_ALERTS, Topics.MODELS)
                .map(topic -> Right.on(topic, AclOperation.READ))
                .toList());
    permission.check();
    Permission.of(connection, Part.OPERATOR, List.of(Right.on(Topics.METRICS, AclOperation.READ)))
        .checkWithTopics();
    return permission.telling(() -> watch(bounds));
  }

  private int watch(LabelBounds bounds) throws InterruptedException {
    InstantSource clock = InstantSource.system();
    Present present = Present.empty(clock);
    try (PublishedVersions published =
        connection.checked(
            () ->
                new PublishedVersions(
                    new ModelCatalogue(impatient(), connection.registry(), Optional.empty()),
                    present.versions(),
                    clock))) {
      watch(new WatchedWindows(present, published::want, bounds), present.alerts());
    }
    return 0;
  }

  /** While a broker is away, what is not known yet must not keep the rest from being drawn. */
  private Map<String, Object> impatient() {
    Map<String, Object> config = connection.config();
    config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, NO_ANSWER_MS);
    return config;
  }

  private void watch(WatchedWindows windows, Alerts alerts) throws InterruptedException {
    Optional<Screen> watched = follow.json() ? Optional.empty() : Screen.of(spec);
    if (watched.isPresent()) {
      try (Screen screen = watched.get()) {
        follow(
            alerts,
            screen,
            new WindowScreen(windows, matrix, follow.max(), screen, InstantSource.system()),
            LOOK_BACK);
      }
    } else {
      Console console = Console.of(spec);
      follow(
          alerts,
          console,
          follow.json()
              ? follow.printer(new WindowJson(windows))
              : new WindowLines(
                  windows, matrix, follow.max(), console.out(), InstantSource.system()),
          0);
    }
  }

  private void follow(
      Alerts alerts, Messages messages, RecordView<MetricsWindow> view, long lookBack)
      throws InterruptedException {
    try (AlarmReader alarms =
        AlarmReader.start(
            told -> FollowOptions.followAll(connection, Topics.DRIFT_ALERTS, messages, told),
            alerts,
            messages::note)) {
      follow.follow(
          connection, Topics.METRICS, messages, new FitWindows(view, messages::note), lookBack);
    }
  }
}
