package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.streams.test.TestRecord;

/** Whatever comes, in whatever order: the windows are those recomputed from all records. */
class MetricsPropertyTest {
  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          Duration.ofMillis(1000),
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          Duration.ofMillis(1000),
          Duration.ofSeconds(1));

  /**
   * A record of either input; version, confidence, brightness and labelledAt are for one of them
   * each.
   *
   * @param brightness below 0: the prediction says nothing of its image
   */
  record Event(
      boolean isLabel,
      String id,
      String name,
      int version,
      double confidence,
      float brightness,
      long labelledAtMs,
      long timestampMs) {
    ImageStatistics image() {
      return brightness < 0
          ? null
          : new ImageStatistics(brightness, 40f, 900f, 110f, 120f, 130f, 640, 480);
    }
  }

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private Path stateDir;

  @BeforeTry
  void makeStateDir() throws IOException {
    stateDir = Files.createTempDirectory("metrics-property");
  }

  @AfterTry
  void deleteStateDir() throws IOException {
    try (Stream<Path> files = Files.walk(stateDir)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private MetricsDriver driver(String name) {
    return new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir.resolve(name), registry);
  }

  private static Arbitrary<List<Event>> events(long spanMs) {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of("a", "b", "c", "d", "e", "f"),
            Arbitraries.of("cat", "dog", "frog"),
            Arbitraries.integers().between(1, 2),
            Arbitraries.of(0.3, 0.5, 0.504, 1.0, Double.NaN),
            Arbitraries.of(-1f, 10f, 11f, 12f, 255f, 256f, Float.NaN),
            Arbitraries.longs().between(0, 5),
            Arbitraries.longs().between(0, spanMs - 1))
        .as(Event::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Event>> withinRetention() {
    return events(1000);
  }

  @Provide
  Arbitrary<List<Event>> overSeveralRetentions() {
    return events(5000);
  }

  private static void pipe(MetricsDriver driver, Event event) {
    if (event.isLabel) {
      driver.label(event.id, event.name, event.labelledAtMs, event.timestampMs);
    } else {
      driver.predict(
          event.id, event.version, event.name, event.confidence, event.image(), event.timestampMs);
    }
  }

  @Property(tries = 20)
  void theWindowsOfTwoPartitionsAreThoseRecomputedFromAllRecords(
      @ForAll("withinRetention") List<Event> events, @ForAll Random random) {
    List<TestRecord<String, PartitionCounts>> counts = new ArrayList<>();
    try (MetricsDriver left = driver("left");
        MetricsDriver right = driver("right");
        MetricsDriver windows = driver("windows")) {
      for (Event event : events) {
        pipe(event.id.compareTo("d") < 0 ? left : right, event);
      }
      List<TestRecord<String, PartitionCounts>> leftCounts = left.newCounts();
      List<TestRecord<String, PartitionCounts>> rightCounts = right.newCounts();
      int l = 0;
      int r = 0;
      while (l < leftCounts.size() || r < rightCounts.size()) {
        boolean takeLeft =
            r == rightCounts.size() || (l < leftCounts.size() && random.nextBoolean());
        counts.add(takeLeft ? leftCounts.get(l++) : rightCounts.get(r++));
      }
      for (TestRecord<String, PartitionCounts> record : counts) {
        windows.pipeCounts(record);
        if (random.nextInt(5) == 0) {
          windows.letTimePass();
        }
      }
      assertThat(sums(windows.windows())).isEqualTo(recomputed(events));
    }
  }

  @Property(tries = 20)
  void everyRecordIsAccountedForHoweverLate(@ForAll("overSeveralRetentions") List<Event> events) {
    try (MetricsDriver driver = driver("driver")) {
      events.forEach(event -> pipe(driver, event));
      long labels = events.stream().filter(Event::isLabel).count();
      assertThat(driver.count("sightline.join.consumed", "labels")).isEqualTo(labels);
      assertThat(driver.count("sightline.labels") + driver.waiting()).isEqualTo(labels);
      assertThat(driver.count("sightline.predictions.joined")).isEqualTo(events.size() - labels);
      assertThat(driver.count("sightline.counts", "late")).isZero();

      driver.letEventTimePass(100_000);
      assertThat(driver.waiting()).isZero();
      assertThat(driver.count("sightline.labels")).isEqualTo(labels + 1);
    }
  }

  /**
   * A window's predictions, and its cells, classes, confidences and image statistics that are not
   * zero.
   */
  private static Map<String, Map<String, Long>> sums(Map<String, MetricsWindow> windows) {
    Map<String, Map<String, Long>> matrices = new TreeMap<>();
    windows.forEach(
        (key, window) -> {
          Map<String, Long> matrix = matrices.computeIfAbsent(key, k -> new TreeMap<>());
          matrix.put("predictions", window.getPredictions());
          int classes = window.getLabels().size();
          for (int cell = 0; cell < window.getConfusionMatrix().size(); cell++) {
            String actual = window.getLabels().get(cell / classes);
            String predicted = window.getLabels().get(cell % classes);
            if (window.getConfusionMatrix().get(cell) != 0) {
              matrix.put(actual + " as " + predicted, window.getConfusionMatrix().get(cell));
            }
          }
          for (int i = 0; i < classes; i++) {
            put(matrix, "predicted " + window.getLabels().get(i), window.getPredictedClasses(), i);
          }
          for (int bin = 0; bin < ConfidenceHistogram.BINS; bin++) {
            put(matrix, "confidence in bin " + bin, window.getConfidences(), bin);
          }
          put(matrix, "confidence outside", List.of(window.getConfidencesOutside()), 0);
          for (ImageHistogram histogram : window.getImageStatistics()) {
            for (int i = 0; i < histogram.getCounts().size(); i++) {
              String bin = histogram.getStatistic() + " in bin " + (histogram.getFirstBin() + i);
              put(matrix, bin, histogram.getCounts(), i);
            }
          }
          put(matrix, "image outside", List.of(window.getImageStatisticsOutside()), 0);
          assertThat(window.getLabels()).isEqualTo(List.copyOf(new TreeSet<>(window.getLabels())));
        });
    return matrices;
  }

  private static void put(Map<String, Long> sums, String name, List<Long> counts, int at) {
    if (counts.get(at) != 0) {
      sums.put(name, counts.get(at));
    }
  }

  private static String binOf(double confidence) {
    return confidence >= 0 && confidence <= 1
        ? "confidence in bin " + Math.min((int) Math.floor(120 * (float) confidence), 119)
        : "confidence outside";
  }

  /** What an image adds to a window, by the bins that the schema tells. */
  private static List<String> binsOf(Event prediction) {
    if (prediction.brightness < 0) {
      return List.of();
    }
    return prediction.brightness <= 255
        ? List.of(
            "brightness in bin " + (int) (prediction.brightness / 2),
            "contrast in bin 40",
            "sharpness in bin 78",
            "red in bin 55",
            "green in bin 60",
            "blue in bin 65",
            "width in bin 149",
            "height in bin 142")
        : List.of("image outside");
  }

  /**
   * The same straight from the records: the first prediction, the label with the last labelledAt.
   */
  private static Map<String, Map<String, Long>> recomputed(List<Event> events) {
    Map<String, Event> predictions = new HashMap<>();
    Map<String, Event> labels = new HashMap<>();
    for (Event event : events) {
      if (event.isLabel) {
        labels.merge(event.id, event, (a, b) -> b.labelledAtMs >= a.labelledAtMs ? b : a);
      } else {
        predictions.putIfAbsent(event.id, event);
      }
    }
    Map<String, Map<String, Long>> matrices = new TreeMap<>();
    for (Event prediction : predictions.values()) {
      Event label = labels.get(prediction.id);
      for (long start = 0; start <= prediction.timestampMs; start += 100) {
        if (prediction.timestampMs < start + 300) {
          Map<String, Long> matrix =
              matrices.computeIfAbsent(
                  "cifar/" + prediction.version + "/" + start, key -> new TreeMap<>());
          matrix.merge("predictions", 1L, Long::sum);
          matrix.merge("predicted " + prediction.name, 1L, Long::sum);
          matrix.merge(binOf(prediction.confidence), 1L, Long::sum);
          binsOf(prediction).forEach(bin -> matrix.merge(bin, 1L, Long::sum));
          if (label != null) {
            matrix.merge(label.name + " as " + prediction.name, 1L, Long::sum);
          }
        }
      }
    }
    return matrices;
  }
}
