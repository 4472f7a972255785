package dev.sightline.trainer.publish;

import dev.sightline.schemas.ConfusionCell;
import dev.sightline.trainer.evaluation.PredictedImages;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The held-out confusion matrix as a manifest tells it: whole, or by its cells where it would take
 * too much of the record. A million zeros of 1,000 classes are a million bytes.
 *
 * @param whole classes × classes counts, row by row; empty where it is told by cells
 * @param cells those that are not 0, the largest first; those that found no room are left out
 */
record HeldOutMatrix(List<Long> whole, Optional<List<ConfusionCell>> cells) {
  /** The most classes of a whole matrix: 64 KiB of zeros, and twice as much at the very most. */
  static final int MAX_CLASSES_OF_WHOLE = 256;

  /**
   * The most cells, of five bytes each as a rule. A model of 1,000 classes that is right about
   * three quarters of 50,000 images has some 10,000.
   */
  static final int MAX_CELLS = 20_000;

  private static final Comparator<ConfusionCell> LARGEST_FIRST =
      Comparator.comparingLong(ConfusionCell::getImages)
          .reversed()
          .thenComparingInt(ConfusionCell::getActual)
          .thenComparingInt(ConfusionCell::getPredicted);

  static HeldOutMatrix of(PredictedImages predicted) {
    if (predicted.classes() <= MAX_CLASSES_OF_WHOLE) {
      long[] matrix = predicted.confusionMatrix();
      return new HeldOutMatrix(Arrays.stream(matrix).boxed().toList(), Optional.empty());
    }
    return new HeldOutMatrix(List.of(), Optional.of(cells(predicted)));
  }

  private static List<ConfusionCell> cells(PredictedImages predicted) {
    Map<Long, Long> counts = new HashMap<>();
    for (int i = 0; i < predicted.count(); i++) {
      long cell = (long) predicted.labels()[i] * predicted.classes() + predicted.top1(i);
      counts.merge(cell, 1L, Long::sum);
    }
    return counts.entrySet().stream()
        .map(
            cell ->
                new ConfusionCell(
                    (int) (cell.getKey() / predicted.classes()),
                    (int) (cell.getKey() % predicted.classes()),
                    cell.getValue()))
        .sorted(LARGEST_FIRST)
        .limit(MAX_CELLS)
        .toList();
  }
}
