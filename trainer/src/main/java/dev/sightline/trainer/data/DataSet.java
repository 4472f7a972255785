package dev.sightline.trainer.data;

import dev.sightline.schemas.ResizeMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A data set in memory: what to train on, what to choose by, what to evaluate on, and where it came
 * from. A data source gives an empty validation split; {@link #withValidation} fills it.
 *
 * @param name a short name for people
 * @param sha256 identity of what was read, in lower-case hexadecimal; each data source says of what
 *     it is taken
 * @param classes class names in index order, no two alike
 * @param training the training split
 * @param validation what epochs, rates and calibration are chosen by, so that nothing is chosen on
 *     the held-out split: the same image size, not trained on, possibly empty
 * @param heldOut the held-out split: the same image size, never trained on
 * @param skipped images that were left out of any split
 * @param resized images of all splits that had another size before, and were brought to this one
 * @param holdout what the held-out images were drawn by, where the source has no test split
 * @throws IllegalArgumentException when the splits differ in size of image or a label is not an
 *     index into {@code classes}
 */
public record DataSet(
    String name,
    String sha256,
    List<String> classes,
    Examples training,
    Examples validation,
    Examples heldOut,
    Skipped skipped,
    int resized,
    Optional<Holdout> holdout) {

  public DataSet {
    classes = List.copyOf(classes);
    if (classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException("classes that are named alike: " + classes);
    }
    requireSize(training, "validation", validation);
    requireSize(training, "held-out", heldOut);
    requireLabels(classes, training);
    requireLabels(classes, validation);
    requireLabels(classes, heldOut);
  }

  /** A data set whose images all had the size they have. */
  public DataSet(
      String name,
      String sha256,
      List<String> classes,
      Examples training,
      Examples validation,
      Examples heldOut,
      Skipped skipped) {
    this(name, sha256, classes, training, validation, heldOut, skipped, 0, Optional.empty());
  }

  /** All images at that size; the same record when they have it already. */
  public DataSet resized(ImageSize size, ResizeMethod method) {
    if (training.imageSize().equals(size)) {
      return this;
    }
    return new DataSet(
        name,
        sha256,
        classes,
        training.resized(size, method),
        validation.resized(size, method),
        heldOut.resized(size, method),
        skipped,
        training.size() + validation.size() + heldOut.size(),
        holdout);
  }

  /**
   * Takes images out of the training split, from each class in proportion to what it has, and at
   * least one. Which ones is a function of the seed and the labels alone, the same on every
   * machine; the order of both splits is that of the training split.
   *
   * @param images how many; 0 gives this data set
   * @throws DataSetException when there are fewer than one for each class, or they would leave a
   *     class without training images
   * @throws IllegalArgumentException when the number is negative
   * @throws IllegalStateException when there is a validation split already
   */
  public DataSet withValidation(int images, long seed) {
    if (images == 0) {
      return this;
    }
    if (validation.size() > 0) {
      throw new IllegalStateException(
          name + ": has a validation split of " + validation.size() + " images already");
    }
    int[] labels = training.labels();
    StratifiedSplit split = StratifiedSplit.of(labels, classes.size(), images, seed, "validation");
    requireRest(split);
    return with(training.chosen(split.rest()), training.chosen(split.taken()));
  }

  private void requireRest(StratifiedSplit split) {
    split
        .drawnWhole(training.labels(), classes.size())
        .ifPresent(
            label -> {
              throw new DataSetException(
                  ("%d of %d training images for validation leave none of the %d of class %s to"
                          + " train on: add images of it, or --set validation.images=0")
                      .formatted(
                          split.taken().length,
                          training.size(),
                          Arrays.stream(training.labels()).filter(is -> is == label).count(),
                          classes.get(label)));
            });
  }

  /**
   * Keeps so many images of the training split, of each class in proportion to what it has, and at
   * least one; this data set where there are no more. Which ones is a function of the seed and the
   * labels alone.
   *
   * @throws DataSetException when that is fewer than one for each class
   */
  public DataSet withTrainingImages(int images, long seed) {
    if (images >= training.size()) {
      return this;
    }
    StratifiedSplit split =
        StratifiedSplit.of(training.labels(), classes.size(), images, seed, "training");
    return with(training.chosen(split.taken()), validation);
  }

  private DataSet with(Examples newTraining, Examples newValidation) {
    return new DataSet(
        name, sha256, classes, newTraining, newValidation, heldOut, skipped, resized, holdout);
  }

  private static void requireSize(Examples training, String split, Examples examples) {
    if (!training.imageSize().equals(examples.imageSize())) {
      throw new IllegalArgumentException(
          "training images of %s, %s images of %s"
              .formatted(training.imageSize(), split, examples.imageSize()));
    }
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
