package dev.sightline.topology.model;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.inference.ScoringModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * Compares a loaded model with what its exporter saw: on each golden image the top-1 class must be
 * the same and no probability may differ by more than the tolerance. Exporters choose golden images
 * without a near tie.
 */
public final class GoldenCheck {
  /** bfloat16 keeps 8 bits of a number; through this depth probabilities move by a few percent. */
  public static final float DEFAULT_TOLERANCE = 0.05f;

  private final float tolerance;

  public GoldenCheck(float tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * @throws ModelRejectedException naming the image, the class, expected and actual
   */
  public void check(ScoringModel model) {
    ModelManifest manifest = model.manifest();
    float[] actual = new float[model.classes()];
    Iterator<GoldenImage> images = GoldenFile.all(manifest).iterator();
    for (int i = 0; images.hasNext(); i++) {
      GoldenImage image = images.next();
      ByteBuffer stored = image.getPixels().duplicate();
      byte[] pixels = new byte[stored.remaining()];
      stored.get(pixels);
      requirePixels(model, i, pixels.length);
      model.score(pixels, 0, 1, actual);
      compare(manifest, i, image.getProbabilities(), actual);
    }
  }

  private static void requirePixels(ScoringModel model, int image, int actual) {
    if (actual != model.imageBytes()) {
      throw new ModelRejectedException(
          "golden image %d has %d bytes, expected %d".formatted(image, actual, model.imageBytes()));
    }
  }

  private void compare(ModelManifest manifest, int image, List<Float> expected, float[] actual) {
    if (expected.size() != actual.length) {
      throw new ModelRejectedException(
          "golden image %d has %d probabilities, expected %d"
              .formatted(image, expected.size(), actual.length));
    }
    for (int c = 0; c < actual.length; c++) {
      if (!(Math.abs(actual[c] - expected.get(c)) <= tolerance)) {
        throw new ModelRejectedException(
            "golden image %d: probability of %s is %.4f, expected %.4f within %.4f"
                .formatted(
                    image, manifest.getLabels().get(c), actual[c], expected.get(c), tolerance));
      }
    }
    int top = Argmax.of(actual, 0, actual.length);
    int expectedTop = Argmax.of(expected);
    if (top != expectedTop) {
      throw new ModelRejectedException(
          "golden image %d: top-1 is %s, expected %s"
              .formatted(
                  image, manifest.getLabels().get(top), manifest.getLabels().get(expectedTop)));
    }
  }
}
