package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowReportTest {
  private static final Slot WINDOW = new Slot(0, new ModelVersion("cifar", 1));

  static {
    TrustedRecords.trust();
  }

  private static MetricsWindow report(LabelOrder order, List<CellCount> cells) {
    Counts counts = new Counts();
    counts.add(new PartitionCounts("cifar", 1, Instant.EPOCH, 50L, cells, List.of()));
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
    MetricsWindow few = report(order, strangers(WindowReport.MAX_STRANGERS));
    MetricsWindow many = report(order, strangers(WindowReport.MAX_STRANGERS + 1));

    assertThat(few.getLabels()).hasSize(2 + WindowReport.MAX_STRANGERS);
    assertThat(many.getLabels()).containsExactly("dog", "cat", WindowReport.OTHER);
    assertThat(many.getConfusionMatrix()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 21L, 0L);
    assertThat(many.getCorrect()).isZero();
  }

  @Test
  void aCellBelowZeroIsLeftOut() {
    List<CellCount> cells =
        List.of(new CellCount("cat", "cat", 3L), new CellCount("dog", "cat", -1L));
    assertThat(report(LabelOrder.UNKNOWN, cells).getLabelled()).isEqualTo(3);
  }
}
