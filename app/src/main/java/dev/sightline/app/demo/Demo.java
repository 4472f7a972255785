package dev.sightline.app.demo;

import dev.sightline.app.console.Messages;
import dev.sightline.app.console.Screen;
import dev.sightline.app.data.DataSetText;
import dev.sightline.app.data.DefaultData;
import dev.sightline.app.embedded.EmbeddedServers;
import dev.sightline.app.publish.DefaultModelName;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DataSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The whole pipeline in this process and a child of it, and the {@link Story} that is told on it.
 */
public final class Demo {
  private static final int PARTITIONS = 4;

  private final DemoOptions options;
  private final Path folder;
  private final Messages messages;
  private final Optional<Screen> screen;

  /**
   * @param folder for the broker's data, the models and the logs; the caller deletes it
   * @param screen where the run is watched, the same as {@code messages} then
   */
  public Demo(DemoOptions options, Path folder, Messages messages, Optional<Screen> screen) {
    this.options = options;
    this.folder = folder;
    this.messages = messages;
    this.screen = screen;
  }

  /**
   * Runs until the images asked for are through, or without end.
   *
   * @param onSummary told what the images asked for came to
   * @throws IllegalStateException when a part of the pipeline fails, or what was published does not
   *     come out again in time
   */
  public void run(Consumer<DemoSummary> onSummary) throws InterruptedException {
    DataSource source =
        options
            .data()
            .map(DataSource::of)
            .orElseGet(() -> DefaultData.cifar10OrShapes(messages::say));
    DataSet data = source.load();
    messages.say(DataSetText.of(data));
    messages.say("Starting a Kafka broker and a schema registry …");
    try (EmbeddedServers servers = EmbeddedServers.start(folder, PARTITIONS)) {
      messages.say(
          "Kafka at %s,%nschema registry at %s"
              .formatted(servers.bootstrapServers(), servers.registryUrl()));
      run(servers, source, data, onSummary);
    }
  }

  private void run(
      EmbeddedServers servers, DataSource source, DataSet data, Consumer<DemoSummary> onSummary)
      throws InterruptedException {
    DemoTotals totals = new DemoTotals(servers.config(), servers.registry(), Pipeline.WINDOW);
    LiveView view = new LiveView(messages, screen, totals, data.classes());
    String model = DefaultModelName.ofDataSet(data.name());
    VersionMaker maker = new VersionMaker(data, model, options.seed(), folder, servers, view::say);
    // The first job comes first: TensorFlow sizes its thread pool once for a process, by the first
    // session, and training wants every core where scoring wants its own thread.
    try (TrainingJob first = maker.job(options.epochs());
        Pipeline pipeline = Pipeline.start(servers, source, model, options, folder, totals)) {
      onSummary.accept(new Story(options, data.classes(), maker, pipeline, view).tell(first));
      if (options.stay()) {
        view.say("The pipeline stays up: Ctrl-C ends it.");
        pipeline.await(() -> false);
      }
    }
  }
}
