package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.WindowCell;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
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
            "cifar",
            1,
            Instant.EPOCH,
            50L,
            cells,
            List.of(),
            predicted,
            List.of(),
            0L,
            0L,
            0L,
            List.of(),
            0L,
            List.of()));
    ListedClasses listed = new ModelListings(order).of(WINDOW.model());
    return new WindowReport("me").of(WINDOW, 1000, listed, counts, Optional.empty());
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
      int row = window.getLabels().indexOf(actual);
      int column = window.getLabels().indexOf(predicted);
      assertThat(window.getConfusionMatrix()).as("of so many classes").isEmpty();
      return window.getConfusionCells().stream()
          .filter(cell -> cell.getActual() == row && cell.getPredicted() == column)
          .mapToLong(WindowCell::getCount)
          .sum();
    }

    @Test
    void theMostPredictedKeepTheirNames() {
      MetricsWindow window = report();

      assertThat(window.getLabels())
          .hasSize(1 + MAX + 2)
          .startsWith("cat", "0001")
          .endsWith("0200", WindowClasses.OTHER, WindowClasses.OTHER_PREDICTED);
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

      String shared = WindowClasses.OTHER_PREDICTED;
      assertThat(window.getLabelled()).isEqualTo(31);
      assertThat(window.getCorrect()).isEqualTo(1);
      assertThat(cell(window, shared, shared)).isEqualTo(1);
      assertThat(cell(window, WindowClasses.OTHER, shared)).isEqualTo(2);
      assertThat(cell(window, WindowClasses.OTHER, "cat")).isEqualTo(4);
      assertThat(cell(window, "cat", shared)).isEqualTo(8);
      assertThat(cell(window, "a stranger", shared)).isEqualTo(16);
    }
  }

  @Nested
  class WhenThereAreManyClasses {

    private static List<String> names(int count, int chars) {
      return IntStream.range(0, count)
          .mapToObj(i -> "%05d".formatted(i) + "x".repeat(chars - 5))
          .toList();
    }

    /** Each class is right so often as its number says, and once taken for each of some others. */
    private static List<CellCount> cells(List<String> names, int others) {
      List<CellCount> cells = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        cells.add(new CellCount(names.get(i), names.get(i), i + 2L));
        for (int other = 1; other <= others; other++) {
          cells.add(new CellCount(names.get(i), names.get((i + other) % names.size()), 1L));
        }
      }
      return cells;
    }

    private static MetricsWindow report(List<String> names, List<CellCount> cells) {
      return WindowReportTest.report(
          (name, version) -> names,
          cells,
          names.stream().map(name -> new ClassCount(name, 1000L)).toList());
    }

    private static void assertFits(MetricsWindow window) throws IOException {
      int bytes =
          new BinaryMessageEncoder<MetricsWindow>(
                  SpecificData.getForClass(MetricsWindow.class), MetricsWindow.getClassSchema())
              .encode(window)
              .remaining();
      assertThat(bytes).isLessThan((1 << 20) - 512);
    }

    @Test
    void upToAHundredTheMatrixIsThere() {
      List<String> names = names(WindowReport.MAX_DENSE_CLASSES, 10);
      MetricsWindow window = report(names, cells(names, 1));

      assertThat(window.getConfusionMatrix()).hasSize(names.size() * names.size());
      assertThat(window.getConfusionCells()).isNull();
      assertThat(window.getOtherCells()).isZero();
    }

    @Test
    void ofMoreItsCellsAreTheLargestFirst() {
      List<String> names = names(WindowReport.MAX_DENSE_CLASSES + 1, 10);
      MetricsWindow window = report(names, cells(names, 1));

      assertThat(window.getConfusionMatrix()).isEmpty();
      assertThat(window.getConfusionCells())
          .hasSize(2 * names.size())
          .startsWith(new WindowCell(100, 100, 102L), new WindowCell(99, 99, 101L))
          .endsWith(new WindowCell(99, 100, 1L), new WindowCell(100, 0, 1L));
      assertThat(window.getOtherCells()).isZero();
    }

    @Test
    void tenThousandFitARecordWithTheirLargestCells() throws IOException {
      List<String> names = names(WindowClasses.MAX_LISTED, 25);
      List<CellCount> cells = cells(names, 20);
      MetricsWindow window = report(names, cells);

      assertFits(window);
      assertThat(window.getLabels()).isEqualTo(names);
      long labelled = cells.stream().mapToLong(CellCount::getCount).sum();
      long told = window.getConfusionCells().stream().mapToLong(WindowCell::getCount).sum();
      assertThat(window.getConfusionCells()).hasSizeGreaterThan(names.size());
      assertThat(window.getOtherCells()).isPositive();
      assertThat(told + window.getOtherCells()).isEqualTo(labelled).isEqualTo(window.getLabelled());
      assertThat(window.getClasses().get(7).getSupport()).as("all cells").isEqualTo(9 + 20);
      assertThat(window.getClasses().get(7).getRecall()).isEqualTo(9 / 29.0);
      assertThat(window.getPredictedClasses()).containsOnly(1000L);
    }

    @Test
    void whoseNamesHaveNoRoomShareOne() throws IOException {
      List<String> names = names(4000, 250);
      List<CellCount> cells = cells(names, 20);
      MetricsWindow window = report(names, cells);

      assertFits(window);
      long labelled = cells.stream().mapToLong(CellCount::getCount).sum();
      assertThat(window.getLabels())
          .hasSize(WindowClasses.LISTED_BYTES / 252 + 2)
          .endsWith(WindowClasses.OTHER, WindowClasses.OTHER_PREDICTED);
      assertThat(window.getLabelled()).isEqualTo(labelled);
      assertThat(window.getCorrect()).as("stays right").isEqualTo(labelled - 4000 * 20);
      assertThat(window.getPredictedClasses()).endsWith((4000L - 1071) * 1000);
    }

    @Test
    void theWorstThatCanBeFits() throws IOException {
      List<String> names = names(WindowClasses.MAX_LISTED, 25);
      List<ClassCount> predicted = new ArrayList<>();
      names.forEach(name -> predicted.add(new ClassCount(name, 1L << 40)));
      IntStream.range(0, 1000)
          .forEach(i -> predicted.add(new ClassCount("%04d".formatted(i) + "é".repeat(140), 1L)));
      List<CellCount> cells = new ArrayList<>();
      names.forEach(name -> cells.add(new CellCount(name, name, 1L << 40)));
      strangers(20).forEach(cells::add);

      assertFits(WindowReportTest.report((name, version) -> names, cells, predicted));
    }
  }

  @Test
  void aCorrectionOfAClassThatHadSharedANameIsTakenFromTheShared() {
    List<CellCount> cells =
        List.of(
            new CellCount(WindowClasses.OTHER, "cat", 3L),
            new CellCount("late", "cat", -1L),
            new CellCount("cat", "cat", 1L));
    MetricsWindow window = report((name, version) -> List.of("cat"), cells);

    assertThat(window.getLabelled()).isEqualTo(3);
    assertThat(window.getCorrect()).isEqualTo(1);
  }
}
