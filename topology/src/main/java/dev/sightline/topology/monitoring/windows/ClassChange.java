package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.StoredCell;
import dev.sightline.schemas.StoredClassCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What counts change of one class in a bucket: its predictions, and its row of the confusion
 * matrix. For one thread.
 */
final class ClassChange {
  /** Of the names of a row: half of what a record may have. */
  private static final int MAX_ROW_CHARS = 170_000;

  final Map<String, Long> labelled = new HashMap<>();
  long predictions;

  /**
   * What the bucket holds of the class after this change. A class stays once it is there, with
   * nothing too: that it is there tells that the bucket takes its name.
   */
  StoredClassCounts appliedTo(Optional<StoredClassCounts> held) {
    TreeMap<String, Long> row = new TreeMap<>();
    held.ifPresent(
        before ->
            before.getLabelled().forEach(cell -> row.put(cell.getPredicted(), cell.getCount())));
    int chars = row.keySet().stream().mapToInt(String::length).sum();
    for (var change : labelled.entrySet()) {
      String predicted = change.getKey();
      boolean fits = row.containsKey(predicted) || chars + predicted.length() <= MAX_ROW_CHARS;
      chars += row.containsKey(predicted) ? 0 : predicted.length();
      row.merge(fits ? predicted : WindowClasses.OTHER_PREDICTED, change.getValue(), Long::sum);
    }
    List<StoredCell> cells =
        row.entrySet().stream()
            .filter(cell -> cell.getValue() != 0)
            .map(cell -> new StoredCell(cell.getKey(), cell.getValue()))
            .toList();
    long before = held.map(StoredClassCounts::getPredictions).orElse(0L);
    return new StoredClassCounts(before + predictions, cells);
  }
}
