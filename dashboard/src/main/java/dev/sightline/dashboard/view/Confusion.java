package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.Present;
import dev.sightline.schemas.MetricsWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The confusion matrix of the newest full window: its cells that are not 0.
 *
 * @param version null where there is no window
 * @param labels the classes; cells say their indices here
 * @param cells the largest first, at most {@value #MOST}
 * @param cellsLeftOut labelled images in cells that are not listed
 */
public record Confusion(
    Integer version,
    Long startMs,
    Long endMs,
    List<String> labels,
    List<Cell> cells,
    long labelled,
    long cellsLeftOut) {
  static final int MOST = 4_000;

  /** Labelled images of an actual class that were predicted as another, or the same. */
  public record Cell(int actual, int predicted, long count) {}

  private static final Confusion NONE = new Confusion(null, null, null, List.of(), List.of(), 0, 0);

  /** That of a model's version. */
  public static Confusion of(
      Present present, Optional<Subject> subject, Optional<Integer> version) {
    return window(present, subject, version).map(Confusion::of).orElse(NONE);
  }

  /** The newest full window of a version; of the one that is looked at where none is asked for. */
  static Optional<MetricsWindow> window(
      Present present, Optional<Subject> subject, Optional<Integer> version) {
    return subject.flatMap(
        each ->
            version
                .or(() -> each.version(present))
                .flatMap(each::of)
                .flatMap(series -> present.windows().newestFull(series)));
  }

  private static Confusion of(MetricsWindow window) {
    List<Cell> cells = new ArrayList<>();
    int classes = window.getLabels().size();
    if (window.getConfusionCells() == null) {
      List<Long> matrix = window.getConfusionMatrix();
      for (int i = 0; i < matrix.size(); i++) {
        if (matrix.get(i) != 0) {
          cells.add(new Cell(i / classes, i % classes, matrix.get(i)));
        }
      }
    } else {
      window
          .getConfusionCells()
          .forEach(
              cell -> cells.add(new Cell(cell.getActual(), cell.getPredicted(), cell.getCount())));
    }
    cells.sort(Comparator.comparingLong(Cell::count).reversed());
    List<Cell> most = List.copyOf(cells.subList(0, Math.min(MOST, cells.size())));
    return new Confusion(
        window.getModelVersion(),
        window.getWindowStart().toEpochMilli(),
        window.getWindowEnd().toEpochMilli(),
        List.copyOf(window.getLabels()),
        most,
        window.getLabelled(),
        window.getLabelled() - most.stream().mapToLong(Cell::count).sum());
  }
}
