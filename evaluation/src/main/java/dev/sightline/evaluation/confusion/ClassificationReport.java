package dev.sightline.evaluation.confusion;

import dev.sightline.evaluation.arithmetic.PairwiseSum;
import dev.sightline.evaluation.arithmetic.Quotient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Precision, recall, F1 and support of every class, and their averages.
 *
 * <p>The averages agree with scikit-learn's {@code classification_report(zero_division=0)}, over
 * the classes that {@link Averaging} names: an undefined precision or recall counts as 0. The
 * scores of a class itself stay empty where they are undefined.
 *
 * <p>There is no micro average. scikit-learn shows it in place of the accuracy when its {@code
 * labels} leave out a class that stands among the actual or predicted ones; a matrix has all of
 * them, and then both are the same number.
 *
 * @param classes one a class, in the matrix's order
 * @param accuracy correct / total; empty without images
 * @param macro unweighted averages; empty without images
 * @param weighted averages weighted by support; empty without images
 * @param support all images
 * @param averaging which classes the averages go over
 */
public record ClassificationReport(
    List<ClassScores> classes,
    OptionalDouble accuracy,
    Optional<Averages> macro,
    Optional<Averages> weighted,
    long support,
    Averaging averaging) {
  static final String ACCURACY = "accuracy";
  static final String MACRO = "macro avg";
  static final String WEIGHTED = "weighted avg";

  /** Averages over classes, each in [0, 1]. */
  public record Averages(double precision, double recall, double f1) {
    static final Averages ZERO = new Averages(0, 0, 0);
  }

  public ClassificationReport {
    classes = List.copyOf(classes);
  }

  /** The report of a matrix, its averages over the present classes. */
  public static ClassificationReport of(ConfusionMatrix matrix) {
    return of(matrix, Averaging.PRESENT_CLASSES);
  }

  /** The report of a matrix. */
  public static ClassificationReport of(ConfusionMatrix matrix, Averaging averaging) {
    List<ClassScores> classes =
        IntStream.range(0, matrix.labels().size())
            .mapToObj(index -> ClassScores.of(matrix, index))
            .toList();
    return of(classes, matrix.correct(), matrix.total(), averaging);
  }

  /**
   * The report of a matrix that is told otherwise.
   *
   * @param classes their scores, in the matrix's order
   * @param correct images on the diagonal
   * @param images all images
   */
  public static ClassificationReport of(
      List<ClassScores> classes, long correct, long images, Averaging averaging) {
    List<ClassScores> averaged = images == 0 ? List.of() : averaging.of(classes);
    return new ClassificationReport(
        classes,
        Quotient.of(correct, images),
        average(averaged, scores -> 1),
        average(averaged, ClassScores::support),
        images,
        averaging);
  }

  /**
   * The report as scikit-learn's {@code output_dict=True}, in its order: for every class that the
   * averages go over {@code precision}, {@code recall}, {@code f1-score} and {@code support}; then
   * {@code accuracy}, {@code macro avg} and {@code weighted avg}. All numbers are doubles, what is
   * undefined is 0. A class that bears the name of one of the last three is hidden by it, as there.
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (ClassScores scores : averaging.of(classes)) {
      map.put(
          scores.label(),
          row(
              scores.precision().orElse(0),
              scores.recall().orElse(0),
              scores.f1().orElse(0),
              scores.support()));
    }
    map.put(ACCURACY, accuracy.orElse(0));
    map.put(MACRO, row(macro.orElse(Averages.ZERO)));
    map.put(WEIGHTED, row(weighted.orElse(Averages.ZERO)));
    return map;
  }

  private Map<String, Double> row(Averages averages) {
    return row(averages.precision(), averages.recall(), averages.f1(), support);
  }

  private static Map<String, Double> row(
      double precision, double recall, double f1, double support) {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("precision", precision);
    row.put("recall", recall);
    row.put("f1-score", f1);
    row.put("support", support);
    return row;
  }

  private static Optional<Averages> average(
      List<ClassScores> classes, ToDoubleFunction<ClassScores> weight) {
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Averages(
            average(classes, weight, ClassScores::precision),
            average(classes, weight, ClassScores::recall),
            average(classes, weight, ClassScores::f1)));
  }

  private static double average(
      List<ClassScores> classes,
      ToDoubleFunction<ClassScores> weight,
      Function<ClassScores, OptionalDouble> score) {
    double weights = classes.stream().mapToDouble(weight).sum();
    double[] weighted =
        classes.stream()
            .mapToDouble(scores -> weight.applyAsDouble(scores) * score.apply(scores).orElse(0))
            .toArray();
    return PairwiseSum.of(weighted) / weights;
  }
}
