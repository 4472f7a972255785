package dev.sightline.app.demo;

import java.util.List;

/**
 * What went into the topics and what has come out of them so far.
 *
 * @param images published
 * @param labels published
 * @param predictions committed
 * @param deadLetters committed
 * @param counted predictions with a label, in the confusion matrix
 */
record DemoCounts(long images, long labels, long predictions, long deadLetters, long counted) {

  static DemoCounts of(DemoReplay replay, DemoTotals totals, List<String> classes) {
    return new DemoCounts(
        replay.imagesPublished(),
        replay.labelsPublished(),
        totals.predictions(),
        totals.deadLetters(),
        totals.matrix(classes).total());
  }

  /**
   * Whether there is an outcome for every image, and a pair for every label of a prediction. There
   * are more where others publish to the demo's topics, too.
   */
  boolean settled() {
    return predictions + deadLetters >= images && counted >= labels - deadLetters;
  }

  @Override
  public String toString() {
    return "%d images published, %d predictions and %d dead letters; %d labels published, %d counted"
        .formatted(images, predictions, deadLetters, labels, counted);
  }
}
