package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.monitoring.join.PairingStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker starts with other settings on the state that it left. */
class ChangedSettingsTest {
  private static final long SECOND = 1000;
  private static final long HOUR = 3600 * SECOND;
  private static final LabelOrder CLASSES = (name, version) -> List.of("cat", "dog");

  @TempDir Path stateDir;

  private static MetricsSettings settings(Duration retention, long sizeSeconds, long advance) {
    return new MetricsSettings(
        retention,
        Duration.ofSeconds(sizeSeconds),
        Duration.ofSeconds(advance),
        Duration.ofHours(1),
        Duration.ofSeconds(1));
  }

  private static MetricsSettings settings(long sizeSeconds, long advanceSeconds) {
    return settings(Duration.ofHours(1), sizeSeconds, advanceSeconds);
  }

  private MetricsDriver start(MetricsSettings settings) {
    return new MetricsDriver(settings, CLASSES, stateDir);
  }

  /** A prediction each second, from one time to another, and a label of each. */
  private static void predictEachSecond(MetricsDriver driver, long fromSecond, long toSecond) {
    for (long second = fromSecond; second < toSecond; second++) {
      driver.predict("image " + second, 1, "cat", second * SECOND);
      driver.label("image " + second, "cat", second * SECOND);
    }
  }

  /** Windows by start in seconds, with their predictions. */
  private static Map<Long, Long> predictions(Map<String, MetricsWindow> windows) {
    Map<Long, Long> predictions = new TreeMap<>();
    for (MetricsWindow window : windows.values()) {
      if (window.getModelVersion() == 1) {
        assertThat(window.getLabelled()).isEqualTo(window.getPredictions());
        predictions.put(window.getWindowStart().getEpochSecond(), window.getPredictions());
      }
    }
    return predictions;
  }

  @Nested
  class WhenTheAdvanceGrows {

    @Test
    void aWindowHasAllOfItsBuckets() {
      try (MetricsDriver before = start(settings(300, 30))) {
        predictEachSecond(before, 0, 300);
        assertThat(predictions(before.windows())).containsEntry(0L, 300L);
        before.crash();
      }
      try (MetricsDriver after = start(settings(300, 60))) {
        assertThat(predictions(after.windows()))
            .isEqualTo(Map.of(0L, 300L, 60L, 240L, 120L, 180L, 180L, 120L, 240L, 60L));

        after.label("image 100", "dog", 400 * SECOND, 299 * SECOND);
        assertThat(after.windows().get("cifar/1/0").getCorrect()).isEqualTo(299);
        assertThat(after.windows().get("cifar/1/120000").getCorrect()).isEqualTo(180);
      }
    }
  }

  @Nested
  class WhenTheAdvanceShrinks {

    @Test
    void noWindowCutsABucket() {
      try (MetricsDriver before = start(settings(300, 60))) {
        predictEachSecond(before, 0, 300);
        before.crash();
      }
      try (MetricsDriver after = start(settings(300, 30))) {
        predictEachSecond(after, 300, 400);
        Map<Long, Long> predictions = predictions(after.windows());

        assertThat(predictions).containsEntry(0L, 300L).containsEntry(60L, 300L);
        assertThat(predictions).doesNotContainKeys(30L, 90L, 150L, 210L, 270L);
        assertThat(predictions).containsEntry(300L, 100L).containsEntry(330L, 70L);
      }
    }
  }

  @Nested
  class WhenWorkersOfOneApplicationDiffer {

    @Test
    void countsOfALongerBucketGoIntoNoWindowThatCutsIt() {
      List<TestRecord<String, PartitionCounts>> ofTheOther;
      try (MetricsDriver other =
          new MetricsDriver(settings(60, 60), CLASSES, stateDir.resolve("other"))) {
        predictEachSecond(other, 0, 60);
        ofTheOther = other.newCounts();
      }
      try (MetricsDriver driver = start(settings(60, 30))) {
        driver.predict("own", 1, "cat", 45 * SECOND);
        driver.label("own", "cat", 45 * SECOND);
        ofTheOther.forEach(driver::pipeCounts);

        assertThat(predictions(driver.windows())).isEqualTo(Map.of(0L, 61L));
      }
    }
  }

  @Nested
  class WhenNeitherAdvanceDividesTheOther {

    @Test
    void noWindowCutsABucketEither() {
      try (MetricsDriver before = start(settings(60, 20))) {
        predictEachSecond(before, 0, 120);
        before.crash();
      }
      try (MetricsDriver after = start(settings(60, 30))) {
        predictEachSecond(after, 120, 180);
        assertThat(predictions(after.windows()))
            .isEqualTo(Map.of(0L, 60L, 60L, 60L, 120L, 60L, 150L, 30L));
      }
    }

    @Test
    void thatIsKnownAfterAnotherChangeToo() {
      try (MetricsDriver first = start(settings(60, 20))) {
        predictEachSecond(first, 0, 120);
        first.crash();
      }
      try (MetricsDriver second = start(settings(60, 30))) {
        predictEachSecond(second, 120, 125);
        second.crash();
      }
      try (MetricsDriver third = start(settings(60, 15))) {
        predictEachSecond(third, 125, 180);
        assertThat(predictions(third.windows()))
            .isEqualTo(Map.of(0L, 60L, 60L, 60L, 120L, 60L, 150L, 30L, 165L, 15L));
      }
    }
  }

  @Nested
  class WhenTheLengthGrows {

    @Test
    void whatIsNotWholeIsNotEmitted() {
      try (MetricsDriver before = start(settings(60, 10))) {
        predictEachSecond(before, 0, 600);
        before.letEventTimePass(2 * HOUR + 200 * SECOND);
        before.windows();
        before.crash();
      }
      try (MetricsDriver after = start(settings(300, 30))) {
        Map<Long, Long> predictions = predictions(after.windows());

        assertThat(predictions.keySet()).allMatch(start -> start >= 140);
        assertThat(predictions).containsEntry(150L, 300L).containsEntry(300L, 300L);
        predictions.forEach(
            (start, count) -> assertThat(count).isEqualTo(Math.min(300, 600 - start)));
      }
    }

    @Test
    void windowsOfAnotherLengthHaveAnotherKey() {
      try (MetricsDriver before = start(settings(60, 30))) {
        predictEachSecond(before, 0, 60);
        before.letTimePass();
        assertThat(before.newWindowRecords())
            .extracting(record -> record.key)
            .containsExactly("cifar/1/0/60000/metrics-test", "cifar/1/30000/60000/metrics-test");
        before.crash();
      }
      try (MetricsDriver after = start(settings(300, 30))) {
        after.letTimePass();
        assertThat(after.newWindowRecords())
            .extracting(record -> record.key)
            .containsExactly("cifar/1/0/300000/metrics-test", "cifar/1/30000/300000/metrics-test");
      }
    }
  }

  @Nested
  class WhenTheRetentionGrows {
    private static final int IMAGES = 1000;

    @Test
    void allPairingsExpireAllTheSame() {
      try (MetricsDriver before = start(settings(Duration.ofHours(1), 300, 30))) {
        for (int i = 0; i < IMAGES; i++) {
          before.predict("image " + i, 1, "cat", i);
        }
        before.crash();
      }
      try (MetricsDriver after = start(settings(Duration.ofHours(24), 300, 30))) {
        after.letEventTimePass(2 * HOUR);
        assertThat(after.size(PairingStore.PAIRINGS)).isGreaterThanOrEqualTo(IMAGES);
        long paired = after.count("sightline.labels", "paired");
        after.label("image 7", "cat", 2 * HOUR);
        assertThat(after.count("sightline.labels", "paired")).isEqualTo(paired + 1);

        for (int hour = 3; hour < 60; hour++) {
          after.letEventTimePass(hour * HOUR);
        }
        assertThat(after.size(PairingStore.PAIRINGS)).isLessThan(100);
      }
    }

    @Test
    void bucketsThatWereDroppedDoNotComeAgain() {
      try (MetricsDriver before = start(settings(Duration.ofHours(1), 60, 30))) {
        predictEachSecond(before, 0, 60);
        before.letEventTimePass(4 * HOUR);
        before.letTimePass();
        before.crash();
      }
      try (MetricsDriver after = start(settings(Duration.ofHours(24), 60, 30))) {
        after.predict("late", 1, "cat", 10 * SECOND);
        assertThat(after.windows()).doesNotContainKey("cifar/1/0");
      }
    }
  }
}
