package dev.sightline.models.publish;

import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrainingFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Drafts and folders for tests. */
public final class Samples {
  private Samples() {}

  public static ModelManifest.Builder draft(String name) {
    return ModelManifest.newBuilder()
        .setName(name)
        .setCreatedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
        .setInput(new ImageInput("images", PixelType.UINT8, 32, 32, 3, 1f))
        .setOutput(new ClassOutput("probabilities", OutputKind.PROBABILITIES))
        .setLabels(List.of("cat", "dog"))
        .setResize(ResizeMethod.AREA)
        .setTraining(
            new TrainingFacts(
                "cifar-10", "ab", "small", Map.of("learningRate", "0.1"), 7L, List.of()))
        .setGoldenImages(
            List.of(
                new GoldenImage(ByteBuffer.wrap(new byte[32 * 32 * 3]), List.of(0.25f, 0.75f))));
  }

  /** A folder like a SavedModel, of random bytes that do not compress. */
  public static Path savedModel(Path parent, int weightBytes) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("saved-model-" + weightBytes));
    Files.createDirectories(folder.resolve("variables"));
    Files.write(folder.resolve("saved_model.pb"), random(1000));
    Files.write(folder.resolve("variables/variables.index"), random(100));
    Files.write(folder.resolve("variables/variables.data-00000-of-00001"), random(weightBytes));
    return folder;
  }

  public static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
