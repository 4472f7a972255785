package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Versions that must not serve are rejected with a reason, and the champion serves on. */
class RejectedModelIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir static Path state;
  private static RunningWorker worker;

  private static int champion = 1;
  private static int highest = 1;
  private static int images;

  @TempDir Path scratch;

  @BeforeAll
  static void aChampionServes() throws Exception {
    worker = RunningWorker.start(CLUSTER, state, Map.of("sightline.roles", "score"));
    CLUSTER.models().publish(champion);
    waitFor("the worker to be ready").until(worker::isReady);
  }

  @AfterAll
  static void theWorkerStoppedInGoodOrder() throws Exception {
    worker.close();
  }

  @AfterEach
  void theChampionServesOnAndNothingIsLeftBehind() throws IOException {
    Load.publish(CLUSTER, images, 1);
    Prediction prediction = predictionOf(images++);
    assertThat(prediction.getModelVersion()).isEqualTo(champion);
    assertThat(prediction).matches(ShiftModel::isRight);
    assertThat(worker.isReady()).isTrue();
    try (Stream<Path> left = Files.walk(state.resolve("models"))) {
      assertThat(left).as("files of models").containsExactly(state.resolve("models"));
    }
  }

  @Test
  void aPartThatIsNotWhatTheManifestSays() throws IOException {
    model(next()).alter(1).release(CLUSTER);
    assertThat(rejection()).contains("part 1: expected SHA-256");
  }

  @Test
  void aPartThatIsMissing() throws IOException {
    model(next()).leaveOut(1).release(CLUSTER);
    assertThat(rejection()).contains("expected part 1, read to the end of the topic");
  }

  @Test
  void anInputOfAnotherShapeThanTheManifestSays() throws IOException {
    ShiftModel small = new ShiftModel(next(), 16, 3);
    new HandmadeModel(highest, manifest(), HandmadeModel.archive(small, scratch)).release(CLUSTER);
    assertThat(rejection())
        .contains("input tensor has the shape [-1, 16, 16, 3], expected [-1, 32, 32, 3]");
  }

  @Test
  void anInputThatIsNotOfThreeColours() throws IOException {
    ShiftModel grey = new ShiftModel(next(), 32, 1);
    byte[] archive = HandmadeModel.archive(grey, scratch);
    new HandmadeModel(highest, grey.manifest(), archive).release(CLUSTER);
    assertThat(rejection()).contains("expected 3 channels, found 1");
  }

  @Test
  void anInputWhoseBatchesWouldTakeTheMemory() throws IOException {
    ShiftModel vast = new ShiftModel(next(), 4000, 3);
    byte[] archive = HandmadeModel.archive(vast, scratch);
    new HandmadeModel(highest, vast.manifest().setGoldenImages(List.of()), archive)
        .release(CLUSTER);
    assertThat(rejection()).contains("4000").contains("batch");
  }

  @Test
  void anArchiveWithAnEntryThatLeavesItsFolder() throws IOException {
    byte[] archive = zip(Map.of("../evil", "evil", "saved_model.pb", "x"));
    new HandmadeModel(next(), manifest(), archive).release(CLUSTER);
    assertThat(rejection()).contains("archive entry '../evil'");
  }

  @Test
  void aGraphThatIsNone() throws IOException {
    byte[] archive = zip(Map.of("saved_model.pb", "no graph"));
    new HandmadeModel(next(), manifest(), archive).release(CLUSTER);
    assertThat(rejection()).contains("the SavedModel of shift/" + highest + " can't be loaded: ");
  }

  @Test
  void otherProbabilitiesThanThoseOfTheGoldenImages() throws IOException {
    ModelManifest.Builder manifest = ShiftModel.ofVersion(next()).manifest();
    List<GoldenImage> golden = new ArrayList<>(manifest.getGoldenImages());
    List<Float> probabilities = new ArrayList<>(golden.get(3).getProbabilities());
    Collections.rotate(probabilities, 1);
    golden.set(3, new GoldenImage(golden.get(3).getPixels(), probabilities));
    byte[] archive = HandmadeModel.archive(ShiftModel.ofVersion(highest), scratch);
    new HandmadeModel(highest, manifest.setGoldenImages(golden), archive).release(CLUSTER);
    assertThat(rejection()).contains("golden image 3: probability of class-");
  }

  @Test
  void aReleaseOfAVersionThatDoesNotExist() {
    HandmadeModel.release(CLUSTER, 1_000_000);
    assertThat(rejection(1_000_000)).contains("no manifest of this version on models");
  }

  @Test
  void aGoodVersionAfterABadOneIsTakenUp() throws IOException {
    model(next()).alter(0).release(CLUSTER);
    assertThat(rejection()).contains("part 0");
    CLUSTER.models().publish(next());
    waitFor("the good version to serve")
        .until(() -> worker.metric("sightline_model_version") == highest);
    champion = highest;
  }

  private static int next() {
    return ++highest;
  }

  private HandmadeModel model(int version) throws IOException {
    return new HandmadeModel(
        version, manifest(), HandmadeModel.archive(ShiftModel.ofVersion(version), scratch));
  }

  private static ModelManifest.Builder manifest() {
    return ShiftModel.ofVersion(highest).manifest();
  }

  private static String rejection() {
    return rejection(highest);
  }

  private static String rejection(int version) {
    return Rejections.reasonOf(CLUSTER, version);
  }

  private static Prediction predictionOf(int image) {
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS)) {
      return waitFor("the prediction of image " + image)
          .until(
              () ->
                  predictions.values().stream()
                      .filter(p -> p.getId().equals(NumberedImages.id(image)))
                      .findFirst(),
              Optional::isPresent)
          .orElseThrow();
    }
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes());
      }
    }
    return bytes.toByteArray();
  }
}
