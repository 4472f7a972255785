package dev.sightline.topology.model;

import dev.sightline.inference.ScoringModel;
import dev.sightline.inference.session.Precision;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.EncodedGoldenImage;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model of 2×2 images whose class is the first byte of the image modulo the number of classes, so
 * that a result under a wrong key shows.
 */
public final class FakeModel implements ScoringModel {
  public static final int SIDE = 2;
  public static final List<String> LABELS = List.of("a", "b", "c");

  public final List<Integer> scoredSizes = new ArrayList<>();
  public final AtomicBoolean closed = new AtomicBoolean();
  private final ModelManifest manifest;
  private float[] answer;

  public FakeModel(int version) {
    this(version, List.of());
  }

  public FakeModel(int version, List<GoldenImage> goldenImages) {
    this(version, goldenImages, null);
  }

  public FakeModel(
      int version, List<GoldenImage> goldenImages, List<EncodedGoldenImage> goldenFiles) {
    this.manifest =
        ModelManifest.newBuilder()
            .setName("fake")
            .setVersion(version)
            .setCreatedAt(Instant.EPOCH)
            .setArchive(new Checksum("", 0L))
            .setParts(List.of())
            .setInput(new ImageInput("image", PixelType.UINT8, SIDE, SIDE, 3, 1f))
            .setOutput(new ClassOutput("probabilities", OutputKind.PROBABILITIES))
            .setLabels(LABELS)
            .setResize(ResizeMethod.AREA)
            .setGoldenImages(goldenImages)
            .setEncodedGoldenImages(goldenFiles)
            .build();
  }

  /** One that gives the same answer to every image. */
  public static FakeModel answering(int version, float... answer) {
    FakeModel model = new FakeModel(version);
    model.answer = answer;
    return model;
  }

  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public void score(byte[] pixels, int first, int count, float[] probabilities) {
    if (closed.get()) {
      throw new IllegalStateException("scored after it was closed");
    }
    scoredSizes.add(count);
    for (int row = first; row < first + count; row++) {
      int top = (pixels[row * SIDE * SIDE * 3] & 0xFF) % LABELS.size();
      for (int c = 0; c < LABELS.size(); c++) {
        float share = c == top ? 0.8f : 0.1f;
        probabilities[row * LABELS.size() + c] = answer == null ? share : answer[c];
      }
    }
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
