package dev.sightline.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrainingFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsTableTest {
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.006Z");

  private static ModelManifest.Builder manifest(String name, int version) {
    return ModelManifest.newBuilder()
        .setName(name)
        .setVersion(version)
        .setCreatedAt(CREATED)
        .setArchive(new Checksum("", 1L))
        .setParts(List.of())
        .setInput(new ImageInput("image", PixelType.UINT8, 8, 8, 3, 1f))
        .setOutput(new ClassOutput("probabilities", OutputKind.PROBABILITIES))
        .setLabels(List.of("cat", "dog"))
        .setResize(ResizeMethod.AREA)
        .setGoldenImages(List.of());
  }

  private static ModelManifest trained(String name, int version, double accuracy) {
    return manifest(name, version)
        .setTraining(
            TrainingFacts.newBuilder()
                .setDataSet("pets")
                .setDataSetSha256("")
                .setRecipe("tiny")
                .setSettings(Map.of())
                .setSeed(1)
                .setHistory(List.of())
                .build())
        .setEvaluation(
            HeldOutEvaluation.newBuilder()
                .setImages(1)
                .setAccuracy(accuracy)
                .setLoss(0)
                .setConfusionMatrix(List.of(1L, 0L, 0L, 0L))
                .setCalibration(List.of())
                .setExpectedCalibrationError(0)
                .setPredictedShares(List.of(1.0, 0.0))
                .build())
        .build();
  }

  private static ModelRelease release(int champion, Integer challenger) {
    return ModelRelease.newBuilder()
        .setName("pets")
        .setChampion(champion)
        .setChallenger(challenger)
        .setReleasedBy("ada")
        .setReason("trained: better")
        .setReleasedAt(CREATED)
        .build();
  }

  @Test
  void everyVersionHasItsRoleAndWhatIsKnownOfIt() {
    List<ModelManifest> published =
        List.of(
            trained("pets", 1, 0.5),
            trained("pets", 2, 0.75),
            manifest("pets", 3).build(),
            manifest("unreleased", 1).build());

    assertThat(new ModelsTable(published, Map.of("pets", release(2, 3)), List.of()).text())
        .isEqualTo(
            """
            name                 version  role       created                  held-out  data set
            pets                       1  -          2026-01-02T03:04:05.006Z   0.5000  pets
            pets                       2  champion   2026-01-02T03:04:05.006Z   0.7500  pets
            pets                       3  challenger 2026-01-02T03:04:05.006Z        -  -
            unreleased                 1  -          2026-01-02T03:04:05.006Z        -  -
            pets: version 2 is champion, version 3 challenger, by ada at 2026-01-02T03:04:05.006Z: \
            trained: better\
            """);
  }

  @Test
  void withoutAChallengerThereIsNoWordOfOne() {
    assertThat(
            new ModelsTable(List.of(), Map.of("pets", release(2, null)), List.of()).text().lines())
        .last()
        .asString()
        .startsWith("pets: version 2 is champion without a manifest, by ada");
  }

  @Test
  void aWorkerThatRejectedTheChampionHasALine() {
    ModelEvent event =
        ModelEvent.newBuilder()
            .setWorker("w1")
            .setName("pets")
            .setVersion(2)
            .setState(ModelState.REJECTED)
            .setReason("golden image 3")
            .setAt(CREATED)
            .build();

    assertThat(
            new ModelsTable(
                    List.of(),
                    Map.of("pets", release(2, null)),
                    List.of(
                        new Rejection(event, Optional.of(1)),
                        new Rejection(event, Optional.empty())))
                .text()
                .lines())
        .endsWith(
            "pets: worker w1 rejected version 2 at 2026-01-02T03:04:05.006Z, version 1 serves"
                + " there: golden image 3",
            "pets: worker w1 rejected version 2 at 2026-01-02T03:04:05.006Z, none serves there:"
                + " golden image 3");
  }
}
