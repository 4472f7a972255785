package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WindowReportTest {
  private static final Slot WINDOW = new Slot(0, new ModelVersion("cifar", 1));

  static {
    TrustedRecords.trust();
  }

  private static MetricsWindow report(LabelOrder order, List<CellCount> cells) {
    return report(order, cells, List.of());
  }

  private static MetricsWindow report(
      LabelOrder order, List<CellCount> cells, List<ClassCount> predicted) {
    Counts counts = new Counts();
    counts.add(
        new PartitionCounts(
            "cifar", 1, Instant.EPOCH, 50L, cells, List.of(), predicted, List.of(), 0L));
    return new WindowReport(order).of(WINDOW, 1000, counts);
  }

  private static List<CellCount> strangers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new CellCount("stranger " + i, "cat", 1L))
        .toList();
  }

  @Test
  void withoutAManifestClassesAreSorted() {
    List<CellCount> cells =
        List.of(new CellCount("frog", "cat", 1L), new CellCount("ape", "dog", 2L));
    assertThat(report(LabelOrder.UNKNOWN, cells).getLabels())
        .containsExactly("ape", "cat", "dog", "frog");
  }

  @Test
  void tooManyStrangersShareAClass() {
    LabelOrder order = (name, version) -> List.of("dog", "cat");
    MetricsWindow few = report(order, strangers(WindowClasses.MAX_STRANGERS));
    MetricsWindow many = report(order, strangers(WindowClasses.MAX_STRANGERS + 1));

    assertThat(few.getLabels()).hasSize(2 + WindowClasses.MAX_STRANGERS);
    assertThat(many.getLabels()).containsExactly("dog", "cat", WindowClasses.OTHER);
    assertThat(many.getConfusionMatrix()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 21L, 0L);
    assertThat(many.getCorrect()).isZero();
  }

  @Test
  void aCellBelowZeroIsLeftOut() {
    List<CellCount> cells =
        List.of(new CellCount("cat", "cat", 3L), new CellCount("dog", "cat", -1L));
    assertThat(report(LabelOrder.UNKNOWN, cells).getLabelled()).isEqualTo(3);
  }

  @Test
  void aClassThatWasOnlyPredictedStandsBehindTheManifests() {
    LabelOrder order = (name, version) -> List.of("dog", "cat");
    MetricsWindow window =
        report(order, List.of(), List.of(new ClassCount("ape", 3L), new ClassCount("cat", 4L)));

    assertThat(window.getLabels()).containsExactly("dog", "cat", "ape");
    assertThat(window.getPredictedClasses()).containsExactly(0L, 4L, 3L);
    assertThat(window.getConfusionMatrix()).containsOnly(0L);
  }

  @Nested
  class WhenTooManyClassesArePredictedThatTheManifestDoesNotList {
    private static final int MAX = WindowClasses.MAX_UNLISTED;

    private final List<ClassCount> predicted =
        IntStream.rangeClosed(0, MAX + 1)
            .mapToObj(i -> new ClassCount("%04d".formatted(i), i == 0 || i == MAX + 1 ? 30L : 99L))
            .toList();

    private MetricsWindow report(CellCount... cells) {
      return WindowReportTest.report((name, version) -> List.of("cat"), List.of(cells), predicted);
    }

    private static long cell(MetricsWindow window, String actual, String predicted) {
      List<String> labels = window.getLabels();
      int row = labels.indexOf(actual);
      return window.getConfusionMatrix().get(row * labels.size() + labels.indexOf(predicted));
    }

    @Test
    void theMostPredictedKeepTheirNames() {
      MetricsWindow window = report();

      assertThat(window.getLabels())
          .hasSize(1 + MAX + 2)
          .startsWith("cat", "0001")
          .endsWith("0200", WindowClasses.OTHER, PredictedClasses.OTHER);
      assertThat(window.getPredictedClasses()).endsWith(99L, 0L, 60L);
    }

    @Test
    void whatIsRightStaysRightAndWhatIsWrongStaysWrong() {
      MetricsWindow window =
          report(
              new CellCount("0000", "0000", 1L),
              new CellCount("0000", "0201", 2L),
              new CellCount("0000", "cat", 4L),
              new CellCount("cat", "0201", 8L),
              new CellCount("a stranger", "0201", 16L));

      String shared = PredictedClasses.OTHER;
      assertThat(window.getLabelled()).isEqualTo(31);
      assertThat(window.getCorrect()).isEqualTo(1);
      assertThat(cell(window, shared, shared)).isEqualTo(1);
      assertThat(cell(window, WindowClasses.OTHER, shared)).isEqualTo(2);
      assertThat(cell(window, WindowClasses.OTHER, "cat")).isEqualTo(4);
      assertThat(cell(window, "cat", shared)).isEqualTo(8);
      assertThat(cell(window, "a stranger", shared)).isEqualTo(16);
    }
  }

  @Test
  void namesThatWouldBurstARecordShareOne() {
    PredictedClasses classes = new PredictedClasses();
    for (int i = 0; i < 2000; i++) {
      classes.add("%04d".formatted(i) + "x".repeat(250), 1);
    }
    classes.add("0000" + "x".repeat(250), 1);

    int names = PredictedClasses.NAME_BYTES / (254 + 10);
    assertThat(classes.counts()).hasSize(names + 1);
    assertThat(classes.counts().get(PredictedClasses.OTHER)).isEqualTo(2000 - names);
    assertThat(classes.counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2001);
  }
}
