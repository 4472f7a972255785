package dev.sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DrawnShapes;
import dev.sightline.trainer.publish.GoldenImages;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingJobTest {
  private final DataSet data = new DrawnShapes(1, 400, 100).load();
  private TrainedModel trained;

  @BeforeAll
  void train(@TempDir Path folder) throws InterruptedException {
    Recipe recipe =
        RecipeReader.read(
            "tutorial",
            Map.of("epochs", "2", "seed", "7", "precision", "float32", "validation.images", "100"));
    try (TrainingJob job = new TrainingJob(data, recipe, new TrainingListener() {})) {
      job.train();
      trained = job.export("shapes", folder.resolve("model"));
    }
  }

  @Test
  void theManifestSaysWhatTheModelTakesAndGives() {
    ModelManifest.Builder draft = trained.candidate().draft();
    assertThat(draft.getName()).isEqualTo("shapes");
    assertThat(draft.getInput().getDataType()).isEqualTo(PixelType.UINT8);
    assertThat(draft.getInput().getHeight()).isEqualTo(32);
    assertThat(draft.getInput().getWidth()).isEqualTo(32);
    assertThat(draft.getOutput().getKind()).isEqualTo(OutputKind.PROBABILITIES);
    assertThat(draft.getLabels()).isEqualTo(data.classes());
  }

  @Test
  void theManifestSaysHowTheModelWasMade() {
    var training = trained.candidate().draft().getTraining();
    assertThat(training.getDataSetSha256()).isEqualTo(data.sha256());
    assertThat(training.getSeed()).isEqualTo(7);
    assertThat(training.getSettings())
        .containsKeys(RecipeKeys.all().toArray(String[]::new))
        .containsEntry("batch.size", "32")
        .containsEntry("precision.used", "FLOAT32");
    assertThat(training.getRecipe()).isEqualTo("tutorial");
    assertThat(training.getHistory()).hasSize(2);
  }

  @Test
  void theHeldOutEvaluationAddsUp() {
    HeldOutEvaluation evaluation = trained.candidate().draft().getEvaluation();
    assertThat(evaluation.getImages()).isEqualTo(100);
    assertThat(evaluation.getConfusionMatrix().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(100);
    assertThat(evaluation.getCalibration().stream().mapToLong(bin -> bin.getImages()).sum())
        .isEqualTo(100);
    assertThat(evaluation.getPredictedShares().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void theReferenceCountsEachHeldOutImageInEachStatistic() {
    ImageHistograms reference =
        ImageHistograms.ofKnown(trained.candidate().draft().getImageReference());

    assertThat(ImageStatistic.values())
        .allSatisfy(statistic -> assertThat(reference.total(statistic)).isEqualTo(100));
    assertThat(reference.counts(ImageStatistic.WIDTH)[80]).as("32 pixels").isEqualTo(100);
  }

  @Test
  void goldenImagesAreOfDifferentPredictedClasses() {
    var golden = trained.candidate().draft().getGoldenImages();
    assertThat(golden).hasSizeBetween(1, GoldenImages.COUNT);
    assertThat(golden)
        .extracting(image -> Argmax.of(image.getProbabilities()))
        .doesNotHaveDuplicates();
    assertThat(golden).allMatch(image -> image.getPixels().remaining() == 32 * 32 * 3);
  }

  @Test
  void theCalibrationIsFittedOnTheValidationSplit() {
    CalibrationFit fit = trained.candidate().draft().getEvaluation().getCalibrationFit();
    assertThat(fit.getValidationImages()).isEqualTo(100);
    assertThat(fit.getTemperature()).isEqualTo(trained.calibration().orElseThrow().temperature());
  }
}
