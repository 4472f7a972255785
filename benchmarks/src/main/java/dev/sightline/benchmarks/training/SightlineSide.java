package dev.sightline.benchmarks.training;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.batch.Batches;
import dev.sightline.trainer.data.batch.PrefetchedBatches;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.Trainer;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The trainer as {@code sightline train --recipe tutorial} runs it, on the first batches of two
 * epochs: those of the first are the warm-up, those of the second are measured. Prints a line for
 * each batch size, see {@link Pace#line}.
 */
final class SightlineSide {
  private static final int BATCHES_AHEAD = 4;

  private SightlineSide() {}

  /**
   * @param arguments the folder of {@link TrainingImages}, a precision, the number of classes and
   *     {@link MeasuredSteps}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ImageSize size = ImageSize.CIFAR;
    Examples examples = TrainingImages.read(Path.of(arguments[0]), size.height(), size.width());
    int classes = Integer.parseInt(arguments[2]);
    List<String> runs = Arrays.asList(arguments).subList(3, arguments.length);
    for (String run : runs) {
      MeasuredSteps steps = MeasuredSteps.parse(run);
      System.out.println(measure(examples, classes, recipe(arguments[1], steps), steps).line());
    }
  }

  private static Recipe recipe(String precision, MeasuredSteps steps) {
    return RecipeReader.read(
        "tutorial",
        Map.of(
            "epochs",
            "2",
            "batch.size",
            Integer.toString(steps.batchSize()),
            "precision",
            precision));
  }

  private static Pace measure(Examples examples, int classes, Recipe recipe, MeasuredSteps steps)
      throws InterruptedException {
    PrefetchedBatches batches =
        new PrefetchedBatches(
            new Batches(
                examples,
                steps.batchSize(),
                recipe.training().seed(),
                recipe.augmentations(),
                recipe.lastBatch()),
            BATCHES_AHEAD);
    Network network = recipe.network().apply(classes);
    Examples judge = firstOf(examples);
    try (Trainer trainer =
        new Trainer(network, recipe.training(), examples, new TrainingListener() {})) {
      trainer.trainEpoch(new FirstBatches(batches, steps.warmUp(), steps.batchSize()), judge);
      Epoch epoch =
          trainer.trainEpoch(new FirstBatches(batches, steps.measured(), steps.batchSize()), judge);
      return new Pace(
          steps.batchSize(),
          epoch.images(),
          epoch.training().toNanos(),
          OptionalLong.of(epoch.inSession().toNanos()));
    }
  }

  /** One image, because an epoch must be judged by some; it is in no measured time. */
  private static Examples firstOf(Examples examples) {
    return new Examples(
        examples.height(), examples.width(), examples.image(0), new int[] {examples.labels()[0]});
  }
}
