package dev.sightline.app.demo;

import dev.sightline.app.data.DataSetText;
import dev.sightline.app.data.DefaultData;
import dev.sightline.app.embedded.EmbeddedServers;
import dev.sightline.app.publish.DefaultModelName;
import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.Candidate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What the demo does from its first line to its last: brings up the pipeline while it reads the
 * images and trains a first version, and leaves the rest to the {@link Swap}.
 *
 * @param folder for the broker's data, the models and the logs
 * @param opened closes the pipeline and the servers
 */
record Story(DemoOptions options, Path folder, LiveView view, Opened opened) {
  private static final int PARTITIONS = 4;

  /**
   * Tells it.
   *
   * @param onSummary told what the images asked for came to
   * @throws IllegalStateException when a part of the pipeline fails, or what was published does not
   *     come out again in time
   */
  void tell(Consumer<DemoSummary> onSummary) throws InterruptedException {
    Optional<DataSource> given = options.data().map(DataSource::of);
    view.say(
        options.serversOnly()
            ? "Starting a Kafka broker and a schema registry …"
            : "Reading the images; a Kafka broker and a schema registry start beside that.");
    Starting<EmbeddedServers> servers =
        opened.add(
            new Starting<>(
                "servers",
                () -> EmbeddedServers.start(folder, PARTITIONS),
                EmbeddedServers::close));
    if (options.serversOnly()) {
      serve(servers.await());
      return;
    }
    DataSource source = given.orElseGet(() -> DefaultData.cifar10OrShapes(view::say));
    DataSet data = source.load();
    view.say(DataSetText.of(data));
    tell(servers, source, data, onSummary);
  }

  private void serve(EmbeddedServers servers) throws InterruptedException {
    view.say(
        "They have the pipeline's topics, and end at Ctrl-C, with all that is in them.\n"
            + "In every terminal that is to use them:\n");
    view.say(
        "export SIGHTLINE=\"--bootstrap-servers %s --schema-registry %s\"\n"
            .formatted(servers.bootstrapServers(), servers.registryUrl()));
    new CountDownLatch(1).await();
  }

  private void tell(
      Starting<EmbeddedServers> servers,
      DataSource source,
      DataSet data,
      Consumer<DemoSummary> onSummary)
      throws InterruptedException {
    String model = DefaultModelName.ofDataSet(data.name());
    VersionMaker maker = new VersionMaker(data, model, options, view);
    view.say(maker.plan());
    // The first training comes first: TensorFlow sizes its thread pool once for a process, by the
    // first session, and training wants every core where scoring wants its own thread.
    try (VersionTraining first = maker.first()) {
      Starting<Pipeline> pipeline =
          opened.add(
              new Starting<>(
                  "pipeline",
                  () ->
                      Pipeline.start(
                          started(servers), source, model, data.classes(), options, folder),
                  Pipeline::close));
      Instant started = Instant.now();
      Candidate trained = first.train(model, folder.resolve("version-1"));
      Duration training = Duration.between(started, Instant.now());
      new Swap(options, maker, folder, pipeline.await(), view).tell(trained, training, onSummary);
    }
  }

  /** The servers, with a page to watch them on. */
  private EmbeddedServers started(Starting<EmbeddedServers> servers) throws InterruptedException {
    EmbeddedServers started = servers.await();
    Dashboard page = Dashboard.start(started.config(), DashboardSettings.onLoopback(0));
    opened.add(page::close);
    view.say(
        "Kafka at %s,%nschema registry at %s%nDashboard: http://127.0.0.1:%d/"
            .formatted(started.bootstrapServers(), started.registryUrl(), page.port()));
    return started;
  }
}
