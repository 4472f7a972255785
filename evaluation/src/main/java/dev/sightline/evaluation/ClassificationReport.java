package dev.sightline.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Precision, recall, F1 and support of every class, and their averages.
 *
 * <p>The averages agree with scikit-learn's {@code classification_report(zero_division=0)} without
 * explicit labels: they go over the classes that are {@link ClassScores#present() present}, and an
 * undefined precision or recall of such a class counts as 0. The scores of a class itself stay
 * empty where they are undefined.
 *
 * @param classes one a class, in the matrix's order
 * @param accuracy correct / total; empty without images
 * @param macro unweighted averages; empty without images
 * @param weighted averages weighted by support; empty without images
 * @param support all images
 */
public record ClassificationReport(
    List<ClassScores> classes,
    OptionalDouble accuracy,
    Optional<Averages> macro,
    Optional<Averages> weighted,
    long support) {

  /** Averages over the present classes, each in [0, 1]. */
  public record Averages(double precision, double recall, double f1) {}

  public ClassificationReport {
    classes = List.copyOf(classes);
  }

  /** The report of a matrix. */
  public static ClassificationReport of(ConfusionMatrix matrix) {
    List<ClassScores> classes =
        IntStream.range(0, matrix.labels().size())
            .mapToObj(index -> ClassScores.of(matrix, index))
            .toList();
    return new ClassificationReport(
        classes,
        matrix.accuracy(),
        average(classes, scores -> 1),
        average(classes, ClassScores::support),
        matrix.total());
  }

  private static Optional<Averages> average(
      List<ClassScores> classes, ToDoubleFunction<ClassScores> weight) {
    List<ClassScores> present = classes.stream().filter(ClassScores::present).toList();
    if (present.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Averages(
            average(present, weight, ClassScores::precision),
            average(present, weight, ClassScores::recall),
            average(present, weight, ClassScores::f1)));
  }

  private static double average(
      List<ClassScores> present,
      ToDoubleFunction<ClassScores> weight,
      Function<ClassScores, OptionalDouble> score) {
    double weights = present.stream().mapToDouble(weight).sum();
    double sum =
        present.stream()
            .mapToDouble(scores -> weight.applyAsDouble(scores) * score.apply(scores).orElse(0))
            .sum();
    return sum / weights;
  }
}
