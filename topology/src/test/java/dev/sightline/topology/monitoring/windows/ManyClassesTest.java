package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.WindowCell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More classes than a matrix, or a record, has room for. */
class ManyClassesTest {
  private static final long SEED = 20_261_125;

  /** What topics take by default, with room for the frame of a batch. */
  private static final int RECORD_BYTES = (1 << 20) - 128;

  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          Duration.ofHours(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1));

  @TempDir Path stateDir;

  private static List<String> classes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "class %05d of many of them".formatted(i).substring(0, 25))
        .toList();
  }

  /** As a partition forwards them: many cells, in the order that they come. */
  private static void pipe(MetricsDriver driver, Slot bucket, Counts counts) {
    for (PartitionCounts part : CountParts.of(bucket, 60_000, counts)) {
      driver.pipeCounts(new TestRecord<>("cifar/1", part, Instant.ofEpochMilli(bucket.startMs())));
    }
  }

  private static Counts random(Random random, List<String> names, int images) {
    Counts counts = new Counts();
    for (int i = 0; i < images; i++) {
      String predicted = names.get(random.nextInt(names.size()));
      String actual = random.nextInt(3) == 0 ? names.get(random.nextInt(names.size())) : predicted;
      counts.addClass(predicted, 1);
      counts.addCell(new Counts.Cell(actual, predicted), 1);
    }
    return counts;
  }

  /** A count in each bin of each statistic: histograms can't be larger, but for their counts. */
  private static void addEveryKindOfImage(Counts counts) {
    for (ImageStatistic statistic : ImageStatistic.values()) {
      List<Long> many = Collections.nCopies(statistic.bins().count(), 1_000_000L);
      counts.images().add(List.of(new ImageHistogram(statistic.key(), 0, many)));
    }
  }

  private static Map<Counts.Cell, Long> cells(MetricsWindow window) {
    Map<Counts.Cell, Long> cells = new HashMap<>();
    for (WindowCell cell : window.getConfusionCells()) {
      cells.put(
          new Counts.Cell(
              window.getLabels().get(cell.getActual()),
              window.getLabels().get(cell.getPredicted())),
          cell.getCount());
    }
    return cells;
  }

  private static void assertThatAllRecordsFit(MetricsDriver driver) {
    assertThat(driver.newChanges(BucketStore.BUCKETS))
        .allMatch(change -> change.key().length + change.value().length < RECORD_BYTES);
    assertThat(driver.newWindowRecords())
        .isNotEmpty()
        .allMatch(record -> record.key.length() + record.value.length < RECORD_BYTES);
  }

  @Test
  void theMatrixOfAThousandIsTheOneRecomputed() {
    List<String> names = classes(1000);
    Random random = new Random(SEED);
    Counts all = new Counts();
    try (MetricsDriver driver = new MetricsDriver(SETTINGS, (n, v) -> names, stateDir)) {
      for (int commit = 0; commit < 4; commit++) {
        Counts counts = random(random, names, 10_000);
        all.add(counts);
        pipe(driver, new Slot(commit % 2 * 60_000, "cifar", 1), counts);
      }
      MetricsWindow window = driver.windows().get("cifar/1/0");

      assertThat(window.getLabels()).isEqualTo(names);
      assertThat(cells(window)).isEqualTo(all.cells());
      assertThat(window.getOtherCells()).isZero();
      assertThat(window.getLabelled()).isEqualTo(40_000);
    }
  }

  @Test
  void theRecordsOfTenThousandFit() {
    List<String> names = classes(10_000);
    Counts counts = random(new Random(SEED), names, 200_000);
    addEveryKindOfImage(counts);
    try (MetricsDriver driver = new MetricsDriver(SETTINGS, (n, v) -> names, stateDir)) {
      pipe(driver, new Slot(0, "cifar", 1), counts);
      driver.letTimePass();
      assertThatAllRecordsFit(driver);
      driver.crash();
    }
    try (MetricsDriver again = new MetricsDriver(SETTINGS, (n, v) -> names, stateDir)) {
      MetricsWindow window = again.windows().get("cifar/1/0");
      long told = window.getConfusionCells().stream().mapToLong(WindowCell::getCount).sum();

      assertThat(window.getFirstImages()).isEqualTo(counts.images().records());
      assertThat(window.getImageStatistics()).isEqualTo(counts.images().records()).hasSize(8);
      assertThat(window.getLabelled()).isEqualTo(200_000);
      assertThat(told + window.getOtherCells()).isEqualTo(200_000);
      assertThat(counts.cells()).containsAllEntriesOf(cells(window));
    }
  }

  @Test
  void idsAsLabelsHarmNoCountOfClasses() {
    List<String> names = List.of("cat", "dog");
    int images = BucketNames.MAX_UNLISTED + 100;
    try (MetricsDriver driver = new MetricsDriver(SETTINGS, (n, v) -> names, stateDir)) {
      for (int i = 0; i < images; i++) {
        driver.predict("image " + i, 1, names.get(i % 2), i);
        driver.label("image " + i, "x".repeat(200) + i, 1, i);
      }
      assertThat(driver.size(BucketStore.BUCKETS)).isEqualTo(BucketNames.MAX_UNLISTED + 2 + 1 + 2);
      MetricsWindow wrong = driver.windows().get("cifar/1/0");
      assertThat(wrong.getLabels()).containsExactly("cat", "dog", WindowClasses.OTHER);
      assertThat(wrong.getLabelled()).isEqualTo(images);
      assertThat(wrong.getCorrect()).isZero();
      assertThat(wrong.getConfusionMatrix())
          .containsExactly(0L, 0L, 0L, 0L, 0L, 0L, images / 2L, images / 2L, 0L);

      for (int i = 0; i < images; i++) {
        driver.label("image " + i, names.get(i % 2), 2, i);
      }
      MetricsWindow corrected = driver.windows().get("cifar/1/0");
      assertThat(corrected.getLabelled()).isEqualTo(images);
      assertThat(corrected.getCorrect()).isEqualTo(images);
    }
  }

  @Test
  void namesOfPredictionsThatNobodyListsShareOneAndTheTotalStays() {
    try (MetricsDriver driver = new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir)) {
      Counts counts = new Counts();
      for (int i = 0; i < 2000; i++) {
        counts.addClass("%04d".formatted(i) + "x".repeat(250), 1);
      }
      pipe(driver, new Slot(0, "cifar", 1), counts);
      Counts again = new Counts();
      again.addClass("0000" + "x".repeat(250), 1);
      pipe(driver, new Slot(0, "cifar", 1), again);
      MetricsWindow window = driver.windows().get("cifar/1/0");

      assertThat(driver.size(BucketStore.BUCKETS))
          .as("names, what is shared, totals and spans")
          .isEqualTo(BucketNames.MAX_UNLISTED + 1 + 2);
      int named = WindowClasses.UNLISTED_BYTES / (254 + 2);
      assertThat(window.getLabels()).hasSize(named + 2).contains("0000" + "x".repeat(250));
      assertThat(window.getPredictedClasses()).endsWith(2001L - (named + 1));
      assertThat(window.getPredictedClasses().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(2001);
    }
  }

  @Test
  void theLastNameThatABucketTakesIsTakenInAllOfARecord() {
    try (MetricsDriver driver = new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir)) {
      Slot bucket = new Slot(0, "cifar", 1);
      Counts counts = new Counts();
      IntStream.range(1, BucketNames.MAX_UNLISTED).forEach(i -> counts.addClass("c" + i, 1));
      pipe(driver, bucket, counts);
      Counts last = new Counts();
      last.addClass("last", 9);
      last.addCell(new Counts.Cell("last", "last"), 9);
      pipe(driver, bucket, last);
      MetricsWindow window = driver.windows().get("cifar/1/0");

      int index = window.getLabels().indexOf("last");
      assertThat(window.getConfusionCells()).containsExactly(new WindowCell(index, index, 9L));
    }
  }
}
