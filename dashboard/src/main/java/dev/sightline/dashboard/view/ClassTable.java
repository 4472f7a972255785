package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.KnownVersion.HeldOutClass;
import dev.sightline.dashboard.present.KnownVersion.Reference;
import dev.sightline.dashboard.present.Present;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The classes of the newest full window, in its order.
 *
 * @param version null where there is no window
 * @param predictions of the window that say their class
 * @param distance of the predicted classes from those on held-out images; null where not told
 */
public record ClassTable(
    Integer version,
    Long startMs,
    Long endMs,
    long predictions,
    ShareDistance distance,
    List<Row> rows) {
  static final int MOST = 2_000;

  /**
   * One class.
   *
   * @param precision null when it was never predicted
   * @param recall null without support
   * @param f1 null without either
   * @param heldOutPrecision null where the version's evaluation doesn't tell
   * @param heldOutRecall null where the version's evaluation doesn't tell
   * @param heldOutF1 null where the version's evaluation doesn't tell
   * @param precisionChange precision less heldOutPrecision; null where one is
   * @param recallChange recall less heldOutRecall; null where one is
   * @param f1Change f1 less heldOutF1; null where one is
   * @param support labelled images that are of this class
   * @param predicted predictions of this class, with or without labels; null where not counted
   * @param share of the predictions; null where not counted
   * @param heldOutShare of the predictions on held-out images; null where not told
   */
  public record Row(
      String label,
      Double precision,
      Double recall,
      Double f1,
      Double heldOutPrecision,
      Double heldOutRecall,
      Double heldOutF1,
      Double precisionChange,
      Double recallChange,
      Double f1Change,
      long support,
      Long predicted,
      Double share,
      Double heldOutShare) {}

  /** That of a model's version: its first {@value #MOST} classes. */
  public static ClassTable of(
      Present present, Optional<Subject> subject, Optional<Integer> version) {
    return Confusion.window(present, subject, version)
        .map(window -> of(present, window))
        .orElse(new ClassTable(null, null, null, 0, null, List.of()));
  }

  private static ClassTable of(Present present, MetricsWindow window) {
    Optional<KnownVersion> known =
        present.versions().find(window.getModelName(), window.getModelVersion());
    List<Long> predicted = window.getPredictedClasses();
    long predictions = predicted.stream().mapToLong(Long::longValue).sum();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST, window.getLabels().size()); i++) {
      Long count = predicted.isEmpty() ? null : predicted.get(i);
      rows.add(row(window.getClasses().get(i), i, count, predictions, known));
    }
    return new ClassTable(
        window.getModelVersion(),
        window.getWindowStart().toEpochMilli(),
        window.getWindowEnd().toEpochMilli(),
        predictions,
        known
            .map(KnownVersion::reference)
            .flatMap(reference -> ShareDistance.of(predicted, reference))
            .orElse(null),
        rows);
  }

  private static Row row(
      ClassMetrics of, int index, Long predicted, long predictions, Optional<KnownVersion> known) {
    Optional<Reference> reference =
        known
            .filter(each -> index < each.labels().size())
            .filter(each -> each.labels().get(index).equals(of.getLabel()))
            .map(KnownVersion::reference);
    Optional<HeldOutClass> before =
        reference.map(Reference::classes).flatMap(all -> at(all, index));
    Double precision = finite(before.map(HeldOutClass::precision));
    Double recall = finite(before.map(HeldOutClass::recall));
    Double f1 = finite(before.map(HeldOutClass::f1));
    return new Row(
        of.getLabel(),
        of.getPrecision(),
        of.getRecall(),
        of.getF1(),
        precision,
        recall,
        f1,
        change(of.getPrecision(), precision),
        change(of.getRecall(), recall),
        change(of.getF1(), f1),
        of.getSupport(),
        predicted,
        predicted == null || predictions == 0 ? null : (double) predicted / predictions,
        finite(reference.map(Reference::shares).flatMap(all -> at(all, index))));
  }

  private static <T> Optional<T> at(List<T> values, int index) {
    return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
  }

  private static Double finite(Optional<Double> value) {
    return value.filter(Double::isFinite).orElse(null);
  }

  private static Double change(Double now, Double before) {
    return now == null || before == null ? null : now - before;
  }
}
