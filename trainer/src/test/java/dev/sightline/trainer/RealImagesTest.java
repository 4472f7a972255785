package dev.sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Learns a little from a twenty-fifth of CIFAR-10; the classes come one after another there. */
class RealImagesTest {
  private static final int TRAINING = 2_000;
  private static final int HELD_OUT = 500;

  @Test
  void whatIsLearntFromPhotographsHoldsForOthers() throws Exception {
    DataSet data = subset(DataSource.of(zip()).load());
    Recipe recipe =
        RecipeReader.read(
            "tiny",
            Map.of(
                "batch.size", "100",
                "epochs", "4",
                "network.widths", "16,32",
                "validation.images", "0",
                "precision", "float32"));
    try (TrainingJob job = new TrainingJob(data, recipe, new TrainingListener() {})) {
      job.train();
      List<Epoch> epochs = job.history();
      Epoch first = epochs.get(0);
      Epoch last = epochs.get(epochs.size() - 1);
      assertThat(last.loss()).isLessThan(first.loss() - 0.1);
      assertThat(last.accuracy()).isGreaterThan(first.accuracy() + 0.05);
      assertThat(last.validationAccuracy()).isGreaterThan(0.3);
    }
  }

  private static DataSet subset(DataSet all) {
    return new DataSet(
        all.name(),
        all.sha256(),
        all.classes(),
        some(all.training(), TRAINING),
        Examples.none(all.training().imageSize()),
        some(all.heldOut(), HELD_OUT),
        all.skipped());
  }

  /** Evenly over all of them. */
  private static Examples some(Examples all, int count) {
    byte[] pixels = new byte[count * all.imageBytes()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int index = i * (all.size() / count);
      all.copyImage(index, pixels, i * all.imageBytes());
      labels[i] = all.labels()[index];
    }
    return new Examples(all.height(), all.width(), pixels, labels);
  }

  private static Path zip() {
    Path zip = Path.of("..", "..", "shared", "data", "cifar10-jpeg.zip");
    Path fromRoot = Path.of("..", "shared", "data", "cifar10-jpeg.zip");
    Path found = Files.exists(zip) ? zip : fromRoot;
    assumeTrue(Files.exists(found), "skipped: ../shared/data is not there");
    return found;
  }
}
