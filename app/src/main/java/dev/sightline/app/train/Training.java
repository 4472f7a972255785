package dev.sightline.app.train;

import dev.sightline.app.console.Messages;
import dev.sightline.app.data.DataSetText;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.app.publish.DefaultModelName;
import dev.sightline.app.publish.Publication;
import dev.sightline.app.publish.PublishedText;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.progress.LiveLine;
import dev.sightline.trainer.progress.ProgressBarListener;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.recipe.FittedRecipe;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingListeners;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A training from the data to the published model: reads, splits, trains, exports, writes the
 * files, publishes, and says so. For one run.
 */
final class Training {
  private final TrainingRequest request;
  private final Optional<Publication> publication;
  private final Messages messages;
  private final Optional<LiveLine> bar;

  /** A training that nobody watches. */
  Training(TrainingRequest request, Optional<Publication> publication, Messages messages) {
    this(request, publication, messages, Optional.empty());
  }

  /**
   * @param publication where the model is published; kept in its folder alone without
   * @param bar where the steps are drawn, below the messages; they are lines without
   */
  Training(
      TrainingRequest request,
      Optional<Publication> publication,
      Messages messages,
      Optional<LiveLine> bar) {
    this.request = request;
    this.publication = publication;
    this.messages = messages;
    this.bar = bar;
  }

  /**
   * Runs it.
   *
   * @throws InterruptedException when the thread was interrupted; where the files are left, the
   *     training can go on from there
   * @throws dev.sightline.trainer.data.DataSetException when the data set can't be read
   * @throws org.apache.kafka.common.KafkaException when the model could not be published; it is
   *     kept then, and the user told how to publish it
   */
  void run() throws InterruptedException {
    RunStart start = request.start();
    DataSource source = request.source();
    DataSet all = source.load();
    FittedRecipe fitted = start.fitted(request.recipe(), all);
    Recipe recipe = fitted.recipe();
    DataSet data = TrainingJob.split(all, recipe);
    messages.say(DataSetText.of(data));
    fitted.notes().forEach(messages::say);
    String name = name(data);
    publication.ifPresent(to -> to.check(name, data.classes()));
    try (TemporaryFolder temporary = TemporaryFolder.create("sightline-train-")) {
      Path folder = start.out().orElse(temporary.path());
      TrainedModel trained = trained(name, recipe, data, folder);
      HeldOutImages images = HeldOutImages.of(data, ResizeMethod.AREA, source);
      publication.ifPresent(to -> publish(to, trained, images, folder, temporary));
    }
  }

  private TrainedModel trained(String name, Recipe recipe, DataSet data, Path folder)
      throws InterruptedException {
    RunStart start = request.start();
    try (TrainingFiles files = new TrainingFiles(folder, recipe, start.history());
        ProgressBarListener progress = progress();
        TrainingJob job =
            new TrainingJob(
                data,
                recipe,
                listeners(files, progress),
                start.out().map(out -> files.checkpoint()),
                start.checkpoint())) {
      return train(name, job, recipe, data, new ResultFiles(folder), files);
    } catch (InterruptedException | RuntimeException | Error failed) {
      start.discardIfUseless(failed);
      throw failed;
    }
  }

  /** Who has given no name is told of it, unless it is the one that workers follow by default. */
  private String name(DataSet data) {
    return request
        .name()
        .orElseGet(
            () -> {
              String chosen = DefaultModelName.ofDataSet(data.name());
              if (publication.isPresent() && !chosen.equals(DefaultModelName.OF_WORKERS)) {
                messages.note(DefaultModelName.told(chosen, "its data set"));
              }
              return chosen;
            });
  }

  private ProgressBarListener progress() {
    return new ProgressBarListener(
        request.recipe().training().epochs(), messages::say, bar, InstantSource.system());
  }

  private TrainingListener listeners(TrainingFiles files, TrainingListener progress) {
    List<TrainingListener> all = new ArrayList<>();
    all.add(progress);
    request.start().out().ifPresent(out -> all.addAll(files.listeners()));
    return new TrainingListeners(all);
  }

  private TrainedModel train(
      String name,
      TrainingJob job,
      Recipe recipe,
      DataSet data,
      ResultFiles results,
      TrainingFiles files)
      throws InterruptedException {
    messages.say(NetworkSummary.of(job.network()));
    request
        .start()
        .checkpoint()
        .ifPresent(found -> messages.say("Going on from " + found.position() + "."));
    TrainedModel trained = trained(job, name, results);
    FinishedRun run = new FinishedRun(recipe, data, job, trained);
    messages.say(ResultText.of(run, messages.columns()));
    results.writeManifest(trained);
    if (request.start().out().isPresent()) {
      Path page = results.writeReport(run.forReport(Instant.now()), files.tensorBoard());
      messages.say("Report: " + page);
    }
    return trained;
  }

  private TrainedModel trained(TrainingJob job, String name, ResultFiles results)
      throws InterruptedException {
    try {
      job.train();
      results.discardUnfinished();
      return job.export(name, results.savedModel());
    } catch (InterruptedException | CancellationException interrupted) {
      messages.say(
          request.start().out().isEmpty()
              ? "Interrupted; without --out there is nothing to go on from."
              : "Interrupted after %s, and saved. Go on with the same command and --resume."
                  .formatted(Counted.of(job.history().size(), "epoch")));
      throw interrupted;
    }
  }

  /** A model that took minutes to train is not lost with a broker that went away meanwhile. */
  private void publish(
      Publication to,
      TrainedModel trained,
      HeldOutImages images,
      Path run,
      TemporaryFolder temporary) {
    boolean published = false;
    try {
      messages.say(
          PublishedText.of(to.publish(trained.candidate(), Optional.of(images), "trained")));
      published = true;
    } finally {
      if (!published) {
        if (request.start().out().isEmpty()) {
          temporary.keep();
        }
        messages.note(
            "The model is kept. To publish it: sightline publish %s --data %s"
                .formatted(run, request.data().map(Path::toString).orElse("PATH")));
      }
    }
  }
}
