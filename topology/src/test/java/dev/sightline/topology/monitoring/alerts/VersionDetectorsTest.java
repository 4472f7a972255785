package dev.sightline.topology.monitoring.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionDetectorsTest {
  private static final DriftSettings SETTINGS =
      new DriftSettings(100_000, 0.02, 0.02, 1_000, Duration.ofHours(1));

  static {
    TrustedRecords.trust();
  }

  /** Two classes, equally frequent, 0.9 right; images of fifty levels of brightness. */
  private static ModelManifest manifest() {
    return ModelManifest.newBuilder()
        .setName("pets")
        .setVersion(1)
        .setCreatedAt(Instant.EPOCH)
        .setArchive(new Checksum("", 0L))
        .setParts(List.of())
        .setInput(new ImageInput("image", PixelType.UINT8, 32, 32, 3, 1f))
        .setOutput(new ClassOutput("probabilities", OutputKind.PROBABILITIES))
        .setLabels(List.of("cat", "dog"))
        .setResize(ResizeMethod.AREA)
        .setGoldenImages(List.of())
        .setEvaluation(
            HeldOutEvaluation.newBuilder()
                .setImages(10_000)
                .setAccuracy(0.9)
                .setLoss(0.3)
                .setConfusionMatrix(List.of(4_500L, 500L, 500L, 4_500L))
                .setCalibration(List.of())
                .setExpectedCalibrationError(0.0)
                .setPredictedShares(List.of(0.5, 0.5))
                .build())
        .setImageReference(looks(100, 10_000).records())
        .build();
  }

  private static ImageHistograms looks(int darkest, int count) {
    ImageHistograms looks = new ImageHistograms();
    for (int i = 0; i < count; i++) {
      looks.add(new ImageStatistics(darkest + i % 50f, 40f, 500f, 99f, 99f, 99f, 32, 32));
    }
    return looks;
  }

  /** A hundred images of each class, of which so many of each are taken for the other. */
  private static PartitionCounts counts(long mistakes, int darkest) {
    return PartitionCounts.newBuilder()
        .setModelName("pets")
        .setModelVersion(1)
        .setBucketStart(Instant.EPOCH)
        .setPredictions(200)
        .setPredictedClasses(List.of(new ClassCount("cat", 100L), new ClassCount("dog", 100L)))
        .setConfidences(List.of(new ConfidenceCount(110, 200L)))
        .setCells(
            List.of(
                new CellCount("cat", "cat", 100 - mistakes),
                new CellCount("cat", "dog", mistakes),
                new CellCount("dog", "cat", mistakes),
                new CellCount("dog", "dog", 100 - mistakes)))
        .setDelays(List.of(new DelayCount(3, 200L)))
        .setImageStatistics(looks(darkest, 200).records())
        .build();
  }

  private static List<String> alarms(VersionDetectors detectors, int looks, PartitionCounts seen) {
    List<String> raised = new ArrayList<>();
    for (int i = 0; i < looks; i++) {
      raised.addAll(detectors.look(seen));
    }
    return raised;
  }

  @Test
  void theyAreThoseOfTheManifest() {
    assertThat(VersionDetectors.of(manifest(), SETTINGS, any -> true).statistics())
        .containsExactly(
            "accuracy",
            "class-shares",
            "recall",
            "brightness",
            "contrast",
            "sharpness",
            "red",
            "green",
            "blue",
            "width",
            "height");
  }

  @Test
  void whatIsAsOnTheHeldOutImagesRaisesNothing() {
    VersionDetectors detectors = VersionDetectors.of(manifest(), SETTINGS, any -> true);

    assertThat(alarms(detectors, 200, counts(10, 100))).isEmpty();
  }

  @Test
  void eachThatMovedIsToldOnceUntilItIsClearedAndMovesAnew() {
    VersionDetectors detectors = VersionDetectors.of(manifest(), SETTINGS, any -> true);

    assertThat(alarms(detectors, 50, counts(40, 60)))
        .containsExactlyInAnyOrder("accuracy", "recall", "brightness");
    assertThat(alarms(detectors, 50, counts(10, 100))).isEmpty();
    assertThat(alarms(detectors, 50, counts(10, 60))).containsExactly("brightness");
  }

  @Test
  void whatIsNotWantedIsNotWatched() {
    VersionDetectors detectors =
        VersionDetectors.of(manifest(), SETTINGS, name -> !name.equals("brightness"));

    assertThat(alarms(detectors, 50, counts(10, 60))).isEmpty();
  }
}
