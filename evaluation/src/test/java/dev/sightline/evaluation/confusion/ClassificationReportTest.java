package dev.sightline.evaluation.confusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassificationReportTest {
  private static final Offset<Double> TWO_DIGITS = within(0.005);

  /** The example in scikit-learn's documentation of classification_report. */
  @Test
  void theAveragesAreScikitLearnsOwn() {
    int[] actual = {0, 1, 2, 2, 2};
    int[] predicted = {0, 0, 2, 2, 1};
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("class 0", "class 1", "class 2"));
    for (int i = 0; i < actual.length; i++) {
      matrix.add(actual[i], predicted[i]);
    }
    ClassificationReport report = ClassificationReport.of(matrix);

    assertScores(report.classes().get(0), 0.50, 1.00, 0.67, 1);
    assertScores(report.classes().get(1), 0.00, 0.00, 0.00, 1);
    assertScores(report.classes().get(2), 1.00, 0.67, 0.80, 3);
    assertThat(report.accuracy()).hasValue(0.6);
    assertAverages(report.macro().orElseThrow(), 0.50, 0.56, 0.49);
    assertAverages(report.weighted().orElseThrow(), 0.70, 0.60, 0.61);
    assertThat(report.support()).isEqualTo(5);
  }

  @Test
  void undefinedScoresAreEmptyAndCountAsZeroInTheAverages() {
    // b has support but was never predicted; c was predicted without support; d is not there.
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b", "c", "d"));
    matrix.add(0, 0, 2);
    matrix.add(1, 2, 2);
    ClassificationReport report = ClassificationReport.of(matrix);

    assertThat(report.classes().get(1).precision()).isEmpty();
    assertThat(report.classes().get(1).recall()).hasValue(0);
    assertThat(report.classes().get(1).f1()).hasValue(0);
    assertThat(report.classes().get(2).precision()).hasValue(0);
    assertThat(report.classes().get(2).recall()).isEmpty();
    assertThat(report.classes().get(3).present()).isFalse();
    assertThat(report.macro().orElseThrow().f1()).isEqualTo(1.0 / 3);
    assertThat(report.weighted().orElseThrow().precision()).isEqualTo(0.5);
  }

  @Test
  void whatIsKnownOfEachClassIsEnoughForIt() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b"));
    matrix.add(0, 0, 2);
    matrix.add(0, 1, 1);
    matrix.add(1, 1, 4);
    List<ClassScores> classes = List.of(ClassScores.of("a", 2, 2, 3), ClassScores.of("b", 4, 5, 4));

    assertThat(ClassificationReport.of(classes, 6, 7, Averaging.PRESENT_CLASSES))
        .isEqualTo(ClassificationReport.of(matrix));
  }

  @Test
  void overAllClassesAnAbsentOneCountsInTheMacroAverageAlone() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b", "absent", "d"));
    matrix.add(0, 0, 2);
    matrix.add(1, 1, 2);
    matrix.add(3, 3, 2);
    ClassificationReport all = ClassificationReport.of(matrix, Averaging.ALL_CLASSES);

    assertThat(all.macro()).hasValue(new Averages(0.75, 0.75, 0.75));
    assertThat(all.weighted()).hasValue(new Averages(1, 1, 1));
    assertThat(ClassificationReport.of(matrix).macro()).hasValue(new Averages(1, 1, 1));
    assertThat(all.asMap()).containsKey("absent");
    assertThat(ClassificationReport.of(matrix).asMap()).doesNotContainKey("absent");
  }

  @Test
  void withoutImagesThereAreNoAverages() {
    ClassificationReport report =
        ClassificationReport.of(new ConfusionMatrix(List.of("cat", "dog")));
    assertThat(report.accuracy()).isEmpty();
    assertThat(report.macro()).isEmpty();
    assertThat(report.weighted()).isEmpty();
  }

  @Property(tries = 200)
  void weightedRecallIsAccuracy(
      @ForAll @Size(9) List<@LongRange(min = 0, max = 1000) Long> counts) {
    ConfusionMatrix matrix =
        new ConfusionMatrix(
            List.of("a", "b", "c"), counts.stream().mapToLong(Long::longValue).toArray());
    ClassificationReport report = ClassificationReport.of(matrix);
    if (matrix.total() > 0) {
      assertThat(report.weighted().orElseThrow().recall())
          .isCloseTo(report.accuracy().orElseThrow(), within(1e-12));
    }
  }

  private static void assertScores(
      ClassScores scores, double precision, double recall, double f1, long support) {
    assertThat(scores.precision().orElseThrow()).isCloseTo(precision, TWO_DIGITS);
    assertThat(scores.recall().orElseThrow()).isCloseTo(recall, TWO_DIGITS);
    assertThat(scores.f1().orElseThrow()).isCloseTo(f1, TWO_DIGITS);
    assertThat(scores.support()).isEqualTo(support);
  }

  private static void assertAverages(Averages found, double precision, double recall, double f1) {
    assertThat(found.precision()).isCloseTo(precision, TWO_DIGITS);
    assertThat(found.recall()).isCloseTo(recall, TWO_DIGITS);
    assertThat(found.f1()).isCloseTo(f1, TWO_DIGITS);
  }
}
