package dev.sightline.benchmarks.alarms.images;

import dev.sightline.models.folder.RunFolder;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model whose reference is its held-out images, and images that neither has seen.
 *
 * @param manifest as it would be published
 * @param unseen taken out of the training split, as many of each class in proportion
 */
record WatchedModel(ModelManifest manifest, Path savedModel, Examples unseen) {
  private static final String RECIPE = "tiny";
  private static final Map<String, String> SETTINGS = Map.of("epochs", "6");
  private static final long SEED = 1;

  /**
   * Reads the model of a folder; where there is none, trains it and leaves it there.
   *
   * @param unseen how many images it must not have seen
   * @throws IllegalArgumentException when the folder's model has seen other images
   */
  static WatchedModel of(DataSource source, int unseen, Path folder)
      throws InterruptedException, IOException {
    DataSet parted = source.load().withValidation(unseen, SEED);
    String name = "%s without %d training images".formatted(parted.name(), unseen);
    RunFolder run = new RunFolder(folder);
    if (!run.hasManifest()) {
      Files.createDirectories(folder);
      train(parted, name, run);
    }
    ModelManifest manifest =
        run.readManifest()
            .setVersion(1)
            .setArchive(new Checksum("", 0L))
            .setParts(List.of())
            .build();
    String trainedOn = manifest.getTraining() == null ? "" : manifest.getTraining().getDataSet();
    if (!trainedOn.equals(name)) {
      throw new IllegalArgumentException(
          "the model in %s was trained on \"%s\", expected \"%s\": name a folder without a model"
              .formatted(folder, trainedOn, name));
    }
    return new WatchedModel(manifest, run.savedModel(), parted.validation());
  }

  private static void train(DataSet parted, String name, RunFolder run)
      throws InterruptedException {
    DataSet data =
        new DataSet(
            name,
            parted.sha256(),
            parted.classes(),
            parted.training(),
            Examples.none(parted.training().imageSize()),
            parted.heldOut(),
            parted.skipped(),
            parted.resized(),
            parted.holdout());
    Recipe recipe = RecipeReader.read(RECIPE, SETTINGS);
    System.out.printf(
        "Training the recipe %s with %s on %d images …%n",
        RECIPE, SETTINGS, data.training().size());
    try (TrainingJob job = new TrainingJob(data, recipe, new TrainingListener() {})) {
      job.train();
      Candidate candidate = job.export("watched", run.savedModel()).candidate();
      run.writeManifest(candidate.draft());
    }
  }
}
