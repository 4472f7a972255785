package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.evaluate.Evaluation;
import dev.sightline.inference.DescribedModel;
import dev.sightline.inference.Hints;
import dev.sightline.inference.ScoringModel;
import dev.sightline.inference.session.Precision;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.GoldenCheck;
import dev.sightline.topology.model.ModelLoader;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One SavedModel, asked by the trainer, by an evaluation and by a worker: the same numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneRunnerTest {
  /**
   * As many at a time as an evaluation asks for: another batch may round the last bit elsewhere.
   */
  private static final int BATCH_SIZE = 256;

  private static final DataSource SOURCE = new DrawnShapes(1, 320, BATCH_SIZE);

  private final DataSet data = SOURCE.load();
  private RunFolder run;
  private TrainedModel trained;

  @BeforeAll
  void train(@TempDir Path folder) throws InterruptedException {
    TrustedRecords.trust();
    run = new RunFolder(folder);
    var recipe =
        RecipeReader.read(
            "tutorial", Map.of("epochs", "1", "seed", "7", "validation.images", "20"));
    try (TrainingJob job = new TrainingJob(data, recipe, new TrainingListener() {})) {
      job.train();
      trained = job.export("shapes", run.savedModel());
      run.writeManifest(trained.candidate().draft());
    }
  }

  @Test
  void anEvaluationGivesWhatTheTrainerPublished() {
    try (DescribedModel model = DescribedModel.open(run.folder(), Hints.NONE)) {
      Evaluation evaluation = Evaluation.of(model, SOURCE.split(Split.TEST), Split.TEST);

      PredictedImages published = trained.heldOut().predicted();
      assertThat(evaluation.scored().top1()).containsExactly(published.top1());
      assertThat(evaluation.scored().confidences()).containsExactly(published.confidences());
      assertThat(evaluation.scored().likelihoods()).containsExactly(published.likelihoods());
      assertThat(ScoredImages.of(model, data.heldOut(), model.classes()).probabilities())
          .containsExactly(trained.heldOut().probabilities());
    }
  }

  @Test
  void aWorkerInFloat32GivesThemToTheLastBit() {
    ModelLoader loader =
        new ModelLoader(
            new BatchSizes(BATCH_SIZE), new GoldenCheck(1e-5f), List.of(Precision.FLOAT32));
    Examples images = data.heldOut();
    try (ScoringModel model = loader.load(run.savedModel(), published(), loaded -> {})) {
      float[] probabilities = new float[images.size() * model.classes()];
      model.score(images.pixels(), 0, images.size(), probabilities);

      assertThat(probabilities).containsExactly(trained.heldOut().probabilities());
    }
  }

  private ModelManifest published() {
    return ModelManifest.newBuilder(trained.candidate().draft())
        .setVersion(1)
        .setArchive(new Checksum("", 0L))
        .setParts(List.of())
        .build();
  }
}
