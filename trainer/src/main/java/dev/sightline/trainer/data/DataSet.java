package dev.sightline.trainer.data;

import java.util.Arrays;
import java.util.List;

/**
 * A data set in memory: what to train on, what to evaluate on, and where it came from.
 *
 * @param name a short name for people
 * @param sha256 identity of what was read, in lower-case hexadecimal; each {@link DataSource} says
 *     of what it is taken
 * @param classes class names in index order, no two alike
 * @param training the training split
 * @param heldOut the held-out split: the same image size, never trained on
 * @param skipped images that were left out of either split
 * @throws IllegalArgumentException when the splits differ in size of image or a label is not an
 *     index into {@code classes}
 */
public record DataSet(
    String name,
    String sha256,
    List<String> classes,
    Examples training,
    Examples heldOut,
    Skipped skipped) {

  public DataSet {
    classes = List.copyOf(classes);
    if (classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException("classes that are named alike: " + classes);
    }
    if (!training.imageSize().equals(heldOut.imageSize())) {
      throw new IllegalArgumentException(
          "training images of %s, held-out images of %s"
              .formatted(training.imageSize(), heldOut.imageSize()));
    }
    requireLabels(classes, training);
    requireLabels(classes, heldOut);
  }

  private static void requireLabels(List<String> classes, Examples examples) {
    Arrays.stream(examples.labels())
        .filter(label -> label < 0 || label >= classes.size())
        .findFirst()
        .ifPresent(
            label -> {
              throw new IllegalArgumentException(
                  "label " + label + " among " + classes.size() + " classes");
            });
  }
}
