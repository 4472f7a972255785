package dev.sightline.app.dashboard;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.metrics.LabelOptions;
import dev.sightline.app.topics.Permission;
import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.schemas.rights.Part;
import dev.sightline.topology.http.AddressFile;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A page to watch the pipeline on, and to label images. */
@Command(
    name = "dashboard",
    description = {
      "Serves a page to watch the pipeline on, and to label images.",
      "It reads the topics alone: workers need not know of it, and none is slower for it. "
          + "Its figures are also there as JSON: /openapi.json says how."
    })
public final class DashboardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; beyond this machine with --token-file or --user-header alone"
              + " (default: 127.0.0.1).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8090",
      description = "Port to listen on; 0 for any free one (default: 8090).")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Let in who knows the token in FILE: its first line, 16 characters or more.")
  private Path tokenFile;

  @Option(
      names = "--user-header",
      paramLabel = "NAME",
      description =
          "Let in requests with this header, by which a reverse proxy says who signed in. The"
              + " proxy must drop it from what visitors send, and nobody else may reach the port.")
  private String userHeader;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description =
          "A further host name under which the page is asked for; may be given several times.")
  private Set<String> names = new LinkedHashSet<>();

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "The workers' sightline.application.id, of which the lag is shown (default: that setting,"
              + " or sightline).")
  private String applicationId;

  @Mixin private LabelOptions labels;

  @Option(names = "--no-labelling", description = "Let nobody write labels.")
  private boolean noLabelling;

  @Option(names = "--no-images", description = "Show no images; needs --no-labelling.")
  private boolean noImages;

  @Option(
      names = "--undo",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "How long a label can be taken back before it is written (default: 5s).")
  private Duration undo;

  @Option(
      names = "--label-within",
      paramLabel = "TIME",
      defaultValue = "45m",
      description =
          "Show images up to this age for labelling; less than the workers'"
              + " sightline.label.retention.ms (default: 45m).")
  private Duration labelWithin;

  @Mixin private Connection connection;

  @Override
  public Integer call() throws InterruptedException {
    DashboardSettings settings = settings();
    if (!settings.faults().isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", settings.faults()));
    }
    new Permission(connection, List.of(Part.DASHBOARD), settings.scope(), settings.rights())
        .check();
    try (Dashboard dashboard =
        connection.checked(() -> Dashboard.start(connection.config(), settings))) {
      AddressFile.ofThisProcess().write(host, dashboard.port());
      Console console = Console.of(spec);
      console.say("Dashboard at http://%s:%d/".formatted(shown(host), dashboard.port()));
      console.note("Ctrl-C ends it; the workers go on.");
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private DashboardSettings settings() {
    return new DashboardSettings(
        host,
        port,
        token(),
        Optional.ofNullable(userHeader),
        names,
        applicationId == null
            ? (String) connection.workerSetting(WorkerConfig.APPLICATION_ID)
            : applicationId,
        labels.bounds(),
        !noLabelling,
        !noImages,
        undo,
        labelWithin);
  }

  private Optional<String> token() {
    if (tokenFile == null) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(tokenFile).stream()
          .findFirst()
          .map(String::strip)
          .or(() -> Optional.of(""));
    } catch (IOException unreadable) {
      throw new ParameterException(
          spec.commandLine(), "--token-file: can't read " + tokenFile + ": " + unreadable);
    }
  }

  /** An IPv6 address stands in brackets. */
  private static String shown(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
