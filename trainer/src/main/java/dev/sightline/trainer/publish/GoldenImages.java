package dev.sightline.trainer.publish;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.trainer.data.Examples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the images that every worker checks a loaded model with: of the first images, those on
 * which the model is most decided, at most one for each class while classes last. A near tie could
 * fall either way in other arithmetic, so it makes no golden image.
 */
public final class GoldenImages {
  /** How many there are at the most. */
  public static final int COUNT = 8;

  private static final int LOOKED_AT = 256;

  private GoldenImages() {}

  /**
   * @param model the exported model, loaded again in float32
   * @return at least one
   */
  public static List<GoldenImage> choose(ImageClassifier model, Examples images, int classes) {
    int count = Math.min(LOOKED_AT, images.size());
    float[] probabilities = model.probabilities(images.pixels(), 0, count);
    List<Integer> decided =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -margin(probabilities, classes, i)))
            .toList();
    List<Integer> chosen = new ArrayList<>();
    boolean[] taken = new boolean[classes];
    for (int image : decided) {
      int top = Argmax.of(probabilities, image * classes, classes);
      if (chosen.size() < COUNT && !taken[top]) {
        taken[top] = true;
        chosen.add(image);
      }
    }
    return chosen.stream().map(i -> golden(images.image(i), probabilities, classes, i)).toList();
  }

  /** The distance of the two highest probabilities. */
  private static float margin(float[] probabilities, int classes, int image) {
    float first = 0;
    float second = 0;
    for (int i = image * classes; i < (image + 1) * classes; i++) {
      if (probabilities[i] > first) {
        second = first;
        first = probabilities[i];
      } else if (probabilities[i] > second) {
        second = probabilities[i];
      }
    }
    return first - second;
  }

  private static GoldenImage golden(byte[] pixels, float[] probabilities, int classes, int image) {
    List<Float> row = new ArrayList<>(classes);
    for (int c = 0; c < classes; c++) {
      row.add(probabilities[image * classes + c]);
    }
    return new GoldenImage(ByteBuffer.wrap(pixels), row);
  }
}
