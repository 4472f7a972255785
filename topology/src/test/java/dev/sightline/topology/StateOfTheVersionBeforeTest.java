package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.fixtures.WrittenBefore;
import dev.sightline.fixtures.WrittenBefore.Written;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsDriver;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics go on from the stores of an earlier version, one driver for each of its tasks. */
class StateOfTheVersionBeforeTest {
  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          Duration.ofMinutes(30),
          Duration.ofMinutes(4),
          Duration.ofMinutes(2),
          Duration.ofHours(1),
          Duration.ofSeconds(1));

  private static final List<String> LABELS =
      IntStream.range(0, 10).mapToObj(i -> "class-" + i).toList();
  private static final LabelOrder MANIFEST = (name, version) -> LABELS;

  /** Nothing was predicted between the stop and then, but for images that were known. */
  private static final Instant GOES_ON = Instant.parse("2026-11-20T08:10:00Z");

  /** No prediction can come any more that the late labels could wait for. */
  private static final Instant ALL_IS_OVER = GOES_ON.plus(Duration.ofHours(2));

  /** Labels are late once that is so; the earlier version said it as soon as they came. */
  private static final Predicate<String> LATE =
      name -> name.startsWith("sightline_labels") && name.contains("late");

  private static final Predicate<String> ALL_BUT_LATE = LATE.negate();

  @TempDir Path folder;

  private final InMemoryRegistry registry = new InMemoryRegistry();

  @BeforeEach
  void unpack() {
    WrittenBefore.unpackState(folder.resolve("before"));
    WrittenBefore.registerSchemas(registry);
  }

  /** A driver has one task: it finds the stores of one that was. */
  private MetricsDriver driverOnTask(String task) throws IOException {
    Path stateDir = folder.resolve("on-" + task);
    Path application = stateDir.resolve(MetricsDriver.APPLICATION_ID);
    Files.createDirectories(application);
    Files.move(folder.resolve("before").resolve(task), application.resolve("0_0"));
    return new MetricsDriver(SETTINGS, MANIFEST, stateDir, registry);
  }

  @Test
  void theWindowsOfTheWholeHistoryAreThoseThatItWouldHaveCounted() throws IOException {
    Map<String, MetricsWindow> windows = windowsOfTheWholeHistory();

    Map<String, MetricsWindow> expected = new TreeMap<>();
    for (Written window : WrittenBefore.windows()) {
      expected.put(window.keyText(), read(Topics.METRICS, window.value()));
    }
    Map<String, MetricsWindow> countedAsThen = new TreeMap<>();
    windows.forEach((key, window) -> countedAsThen.put(key, withoutNewFields(window)));
    assertThat(countedAsThen).isEqualTo(expected);
  }

  @Test
  void classesAndConfidencesAreThoseOfThePredictionsSinceThen() throws IOException {
    Map<String, MetricsWindow> windows = windowsOfTheWholeHistory();

    Map<String, Map<String, Long>> expected = classesPredictedSince();
    assertThat(expected).isNotEmpty();
    windows.forEach(
        (key, window) -> {
          assertThat(classes(window)).as(key).isEqualTo(expected.getOrDefault(key, Map.of()));
          assertThat(sum(window.getConfidences())).isEqualTo(sum(window.getPredictedClasses()));
          if (!window.getWindowStart().isBefore(GOES_ON)) {
            assertThat(sum(window.getPredictedClasses())).isEqualTo(window.getPredictions());
          }
        });
  }

  private Map<String, MetricsWindow> windowsOfTheWholeHistory() throws IOException {
    try (MetricsDriver first = driverOnTask("0_0");
        MetricsDriver second = driverOnTask("0_1");
        MetricsDriver windows = driverOnTask("1_0")) {
      List<MetricsDriver> partitions = List.of(first, second);
      for (Written record : WrittenBefore.later()) {
        MetricsDriver partition = partitions.get(record.partition());
        partition.pipeBytes(topic(record), record.keyText(), record.value(), record.timestampMs());
        partition.newCounts().forEach(windows::pipeCounts);
      }
      assertThat(counters(partitions, ALL_BUT_LATE)).isEqualTo(countersOfTheJoin(ALL_BUT_LATE));
      Map<String, MetricsWindow> all = windows.windows();
      partitions.forEach(driver -> driver.letEventTimePass(ALL_IS_OVER.toEpochMilli()));
      assertThat(counters(partitions, LATE)).isEqualTo(countersOfTheJoin(LATE));
      return all;
    }
  }

  private static Map<String, Long> countersOfTheJoin(Predicate<String> which) {
    Map<String, Long> counters = new TreeMap<>(WrittenBefore.counters());
    counters.keySet().removeIf(name -> name.startsWith("sightline_counts") || !which.test(name));
    return counters;
  }

  /** The same counters of the drivers. */
  private static Map<String, Long> counters(List<MetricsDriver> drivers, Predicate<String> which) {
    Map<String, Long> counters = new TreeMap<>();
    for (String name : countersOfTheJoin(which).keySet()) {
      String meter = name.replaceFirst("_total.*", "").replace('_', '.');
      String tag = name.replaceFirst(".*=\"", "").replaceFirst("\".*", "");
      counters.put(name, drivers.stream().mapToLong(driver -> driver.count(meter, tag)).sum());
    }
    return counters;
  }

  private static Topic<?> topic(Written record) {
    return record.topic().equals(Topics.LABELS.name()) ? Topics.LABELS : Topics.PREDICTIONS;
  }

  private <T extends SpecificRecord> T read(Topic<T> topic, byte[] value) {
    return new AvroDeserializer<>(topic.valueType(), registry).deserialize(topic.name(), value);
  }

  private static MetricsWindow withoutNewFields(MetricsWindow window) {
    return MetricsWindow.newBuilder(window)
        .clearPredictedClasses()
        .clearConfidences()
        .clearConfidencesOutside()
        .clearApplication()
        .build();
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static Map<String, Long> classes(MetricsWindow window) {
    Map<String, Long> classes = new TreeMap<>();
    for (int i = 0; i < window.getPredictedClasses().size(); i++) {
      if (window.getPredictedClasses().get(i) != 0) {
        classes.put(window.getLabels().get(i), window.getPredictedClasses().get(i));
      }
    }
    return classes;
  }

  /** Of the predictions after the stop those that are their image's first and not too late. */
  private Map<String, Map<String, Long>> classesPredictedSince() {
    Map<String, Map<String, Long>> classes = new TreeMap<>();
    List<String> known =
        WrittenBefore.records().stream().filter(this::isPrediction).map(Written::keyText).toList();
    for (Written record : WrittenBefore.later()) {
      boolean counts =
          isPrediction(record)
              && !known.contains(record.keyText())
              && record.timestampMs() >= GOES_ON.toEpochMilli();
      if (counts) {
        Prediction prediction = read(Topics.PREDICTIONS, record.value());
        long advance = SETTINGS.windowAdvance().toMillis();
        long bucket = record.timestampMs() / advance * advance;
        for (long start : new long[] {bucket - advance, bucket}) {
          classes
              .computeIfAbsent(
                  "shift/" + prediction.getModelVersion() + "/" + start, key -> new TreeMap<>())
              .merge(prediction.getLabel(), 1L, Long::sum);
        }
      }
    }
    return classes;
  }

  private boolean isPrediction(Written record) {
    if (!record.topic().equals(Topics.PREDICTIONS.name())) {
      return false;
    }
    try {
      return read(Topics.PREDICTIONS, record.value()).getId().equals(record.keyText());
    } catch (UnreadableRecordException malformed) {
      return false;
    }
  }
}
