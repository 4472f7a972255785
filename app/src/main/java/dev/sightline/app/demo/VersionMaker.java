package dev.sightline.app.demo;

import dev.sightline.app.embedded.EmbeddedServers;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.FittedRecipe;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.EpochProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trains versions of the demo's model and publishes each as champion: the story wants it to take
 * over, whatever a gate would say of so short a training.
 *
 * @param model its name
 * @param folder the models go into folders of it
 * @param lines told how far the training is, and what is published
 */
record VersionMaker(
    DataSet data,
    String model,
    long seed,
    Path folder,
    EmbeddedServers servers,
    Consumer<String> lines) {

  /** A training that has not begun; the caller closes it. */
  TrainingJob job(int epochs) {
    Recipe recipe =
        RecipeReader.read(
            "tiny",
            Map.of(
                RecipeKeys.EPOCHS, Integer.toString(epochs),
                RecipeKeys.SEED, Long.toString(seed)));
    FittedRecipe fitted = FittedRecipe.of(recipe, data);
    fitted.notes().forEach(lines);
    return new TrainingJob(data, fitted.recipe(), new EpochProgress(epochs, lines));
  }

  /**
   * Trains and publishes.
   *
   * @return the version
   */
  int make(TrainingJob job) throws InterruptedException {
    lines.accept("Training …");
    job.train();
    Path savedModel = folder.resolve("model-" + System.nanoTime());
    Candidate candidate = job.export(model, savedModel).candidate();
    ModelPublisher publisher =
        new ModelPublisher(
            servers.config(),
            servers.registry(),
            Optional.empty(),
            new ModelArchive(),
            Clock.systemUTC());
    ModelManifest published =
        publisher.publishChampion(candidate.draft(), candidate.savedModel(), "demo", "trained");
    lines.accept(
        String.format(
            Locale.ROOT,
            "Published %s version %d: %d parts, held-out accuracy %.4f",
            published.getName(),
            published.getVersion(),
            published.getParts().size(),
            published.getEvaluation().getAccuracy()));
    return published.getVersion();
  }
}
