package dev.sightline.trainer.publish;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.publish.GoldenImages.Decided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The images on which a model is most decided, of each class it takes them for at most one. */
final class MostDecided {
  private static final Comparator<Decided> MOST_FIRST =
      Comparator.comparingDouble((Decided image) -> image.margin()).reversed();

  private MostDecided() {}

  /** At most {@code count}, the most decided first; looked at a batch at a time. */
  static List<Decided> of(ImageClassifier model, Examples images, int classes, int count) {
    List<Decided> kept = new ArrayList<>();
    int batch = images.imageSize().batch();
    for (int first = 0; first < images.size(); first += batch) {
      int size = Math.min(batch, images.size() - first);
      float[] rows = model.probabilities(images.pixels(), first, size);
      for (int i = 0; i < size; i++) {
        if (isWanted(kept, rows, i, classes, count)) {
          keep(kept, Decided.of(images.image(first + i), rows, i, classes), count);
        }
      }
    }
    return kept;
  }

  private static boolean isWanted(
      List<Decided> kept, float[] rows, int image, int classes, int count) {
    int top = Argmax.of(rows, image * classes, classes);
    float margin = margin(rows, image, classes);
    return kept.stream()
        .filter(other -> other.top() == top)
        .findFirst()
        .map(other -> other.margin() < margin)
        .orElseGet(() -> kept.size() < count || kept.get(count - 1).margin() < margin);
  }

  private static void keep(List<Decided> kept, Decided image, int count) {
    kept.removeIf(other -> other.top() == image.top());
    kept.add(image);
    kept.sort(MOST_FIRST);
    if (kept.size() > count) {
      kept.remove(count);
    }
  }

  /** The distance of the two highest probabilities of a row. */
  static float margin(float[] rows, int image, int classes) {
    float first = 0;
    float second = 0;
    for (int i = image * classes; i < (image + 1) * classes; i++) {
      if (rows[i] > first) {
        second = first;
        first = rows[i];
      } else if (rows[i] > second) {
        second = rows[i];
      }
    }
    return first - second;
  }
}
