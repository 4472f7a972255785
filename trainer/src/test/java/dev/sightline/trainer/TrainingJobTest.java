package dev.sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DrawnShapes;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.GoldenImages;
import dev.sightline.trainer.training.Precision;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingJobTest {
  private final DataSet data = new DrawnShapes(1, 320, 100).load();
  private Candidate first;
  private Candidate second;

  @BeforeAll
  void trainTwice(@TempDir Path folder) {
    TrainingSettings settings = new TrainingSettings(1, 32, 1e-3, 7, Precision.FLOAT32);
    try (TrainingJob job =
        new TrainingJob(data, Networks.tutorial(10), settings, new TrainingListener() {})) {
      job.train();
      first = job.export("shapes", folder.resolve("first"));
      job.train();
      second = job.export("shapes", folder.resolve("second"));
    }
  }

  @Test
  void theManifestSaysWhatTheModelTakesAndGives() {
    ModelManifest.Builder draft = first.draft();
    assertThat(draft.getName()).isEqualTo("shapes");
    assertThat(draft.getInput().getDataType()).isEqualTo(PixelType.UINT8);
    assertThat(draft.getInput().getHeight()).isEqualTo(32);
    assertThat(draft.getInput().getWidth()).isEqualTo(32);
    assertThat(draft.getOutput().getKind()).isEqualTo(OutputKind.PROBABILITIES);
    assertThat(draft.getLabels()).isEqualTo(data.classes());
  }

  @Test
  void theManifestSaysHowTheModelWasMade() {
    var training = first.draft().getTraining();
    assertThat(training.getDataSetSha256()).isEqualTo(data.sha256());
    assertThat(training.getSeed()).isEqualTo(7);
    assertThat(training.getSettings())
        .containsEntry("batchSize", "32")
        .containsEntry("precision", "FLOAT32");
    assertThat(training.getHistory()).hasSize(1);
  }

  @Test
  void theHeldOutEvaluationAddsUp() {
    HeldOutEvaluation evaluation = first.draft().getEvaluation();
    assertThat(evaluation.getImages()).isEqualTo(100);
    assertThat(evaluation.getConfusionMatrix().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(100);
    assertThat(evaluation.getCalibration().stream().mapToLong(bin -> bin.getImages()).sum())
        .isEqualTo(100);
    assertThat(evaluation.getPredictedShares().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void goldenImagesAreOfDifferentPredictedClasses() {
    var golden = first.draft().getGoldenImages();
    assertThat(golden).hasSizeBetween(1, GoldenImages.COUNT);
    assertThat(golden).extracting(TrainingJobTest::top).doesNotHaveDuplicates();
    assertThat(golden).allMatch(image -> image.getPixels().remaining() == 32 * 32 * 3);
  }

  private static int top(GoldenImage image) {
    var probabilities = image.getProbabilities();
    return probabilities.indexOf(probabilities.stream().max(Float::compare).orElseThrow());
  }

  @Test
  void trainingGoesOnFromTheSameWeights() {
    assertThat(second.draft().getTraining().getHistory()).hasSize(2);
    assertThat(second.draft().getTraining().getHistory().get(1).getLoss())
        .isLessThan(first.draft().getTraining().getHistory().get(0).getLoss());
  }
}
