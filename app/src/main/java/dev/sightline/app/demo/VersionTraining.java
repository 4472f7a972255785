package dev.sightline.app.demo;

import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.progress.ProgressBarListener;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.FittedRecipe;
import dev.sightline.trainer.recipe.Recipe;
import java.nio.file.Path;
import java.time.InstantSource;

/** The training of one version, shown in the view. For one thread; the caller closes it. */
final class VersionTraining implements AutoCloseable {
  private final ProgressBarListener progress;
  private final TrainingJob job;

  /**
   * Trains nothing yet.
   *
   * @param data without a validation split
   */
  VersionTraining(DataSet data, Recipe recipe, LiveView view) {
    FittedRecipe fitted = FittedRecipe.of(recipe, data);
    fitted.notes().forEach(view::say);
    progress =
        new ProgressBarListener(
            recipe.training().epochs(), view::say, view.bar(), InstantSource.system());
    job = new TrainingJob(data, fitted.recipe(), progress);
  }

  /**
   * Trains, and writes a SavedModel.
   *
   * @param name the model's
   * @param savedModel the folder to write; must not exist
   */
  Candidate train(String name, Path savedModel) throws InterruptedException {
    job.train();
    return job.export(name, savedModel).candidate();
  }

  @Override
  public void close() {
    try (job) {
      progress.close();
    }
  }
}
