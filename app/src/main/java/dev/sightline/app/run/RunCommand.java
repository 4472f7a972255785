package dev.sightline.app.run;

import dev.sightline.app.connection.Connection;
import dev.sightline.topology.Worker;
import dev.sightline.topology.settings.WorkerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A worker: scores images and maintains metrics until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Runs a worker: follows the model's champion, scores images, maintains the metrics.",
      "SIGTERM and Ctrl-C finish the batches in flight, commit, and leave the group.",
      "Every sightline.* setting may stand in the properties file, in --set, or in an environment"
          + " variable: sightline.model.name in SIGHTLINE_MODEL_NAME."
    },
    footerHeading = "%nSettings, with their defaults:%n")
public final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private Connection connection;

  @Spec
  void listSettings(CommandSpec command) {
    command.usageMessage().footer(SettingsText.of(WorkerConfig.definition()));
  }

  @Option(names = "--model", paramLabel = "NAME", description = "The model to serve.")
  private String model;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Port of /metrics and /health; 0 for any free one.")
  private Integer httpPort;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Any setting of Sightline, Kafka Streams or a client, the schema registry's included;"
              + " takes precedence over the properties file.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    connection.set(settings);
    connection.refuseBoth(settings, WorkerConfig.MODEL_NAME, "--model", model);
    connection.refuseBoth(settings, WorkerConfig.HTTP_PORT, "--http-port", httpPort);
    if (model != null) {
      connection.set(Map.of(WorkerConfig.MODEL_NAME, model));
    }
    if (httpPort != null) {
      connection.set(Map.of(WorkerConfig.HTTP_PORT, httpPort.toString()));
    }
    WorkerConfig workerConfig = connection.checked(() -> WorkerConfig.of(connection.config()));
    connection
        .variablesWithoutEffect()
        .forEach(name -> LOG.warn("{} is the variable of no setting and has no effect", name));
    connection.admin().close(); // a cluster that does not answer is one clear message
    try (Worker worker =
        connection.checked(() -> new Worker(workerConfig, connection.registry()))) {
      worker.run();
    }
    return 0;
  }
}
