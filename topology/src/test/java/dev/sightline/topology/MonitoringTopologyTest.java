package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.join.JoinSettings;
import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.windows.BucketStore;
import dev.sightline.topology.monitoring.windows.FormerCounts;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsDriver;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.time.EventTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTopologyTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** Tumbling windows of a minute, so that a test has one window to look at. */
  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1));

  private static final LabelOrder CATS_FIRST = (name, version) -> List.of("cat", "ape", "dog");

  @TempDir Path stateDir;
  private MetricsDriver driver;

  @BeforeEach
  void start() {
    driver = new MetricsDriver(SETTINGS, CATS_FIRST, stateDir);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private MetricsWindow window(int version, long startMs) {
    return driver.windows().get("cifar/" + version + "/" + startMs);
  }

  private long labels(String outcome) {
    return driver.count("sightline.labels", outcome);
  }

  private void everyLabelIsAccountedFor() {
    assertThat(driver.count("sightline.join.consumed", "labels"))
        .isEqualTo(driver.count("sightline.labels") + driver.waiting());
    assertThat(driver.count("sightline.join.consumed", "predictions"))
        .isEqualTo(driver.count("sightline.predictions.joined"));
  }

  @Test
  void itsTopicsInAvroAreAmongThoseThatItReads() throws IOException {
    String golden;
    try (var resource = getClass().getResourceAsStream("/monitoring-topology.txt")) {
      golden = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(MonitoringTopics.inAvro("app"))
        .hasSize(4)
        .allSatisfy(
            topic -> assertThat(golden).contains("(topics: [" + topic.replace("app-", "") + "])"));
  }

  @Test
  void everyNodeAndStoreIsNamed() throws IOException {
    String described =
        new MonitoringTopology(
                new InMemoryRegistry(),
                Map.of(),
                new MonitoringTopics(6, 2, true),
                new JoinSettings(Duration.ofHours(1), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                MetricsSettings.DEFAULTS,
                DriftSettings.DEFAULTS,
                LabelOrder.UNKNOWN,
                new EventTime(Clock.systemUTC(), Duration.ZERO, new SimpleMeterRegistry()),
                new SimpleMeterRegistry())
            .build()
            .describe()
            .toString();
    try (var golden = getClass().getResourceAsStream("/monitoring-topology.txt")) {
      assertThat(described).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Nested
  class WhenALabelComes {

    @Test
    void afterItsPredictionItIsPaired() {
      driver.predict("a", 1, "dog", 5);
      driver.label("a", "cat", 1005);

      MetricsWindow window = window(1, 0);
      assertThat(window.getPredictions()).isEqualTo(1);
      assertThat(window.getLabelled()).isEqualTo(1);
      assertThat(window.getCorrect()).isZero();
      assertThat(window.getLabels()).containsExactly("cat", "ape", "dog");
      assertThat(window.getConfusionMatrix()).containsExactly(0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L);
      assertThat(window.getMedianLabelDelayMs()).isBetween(950L, 1050L);
      assertThat(labels("paired")).isEqualTo(1);
      everyLabelIsAccountedFor();
    }

    @Test
    void beforeItsPredictionItWaits() {
      driver.label("a", "cat", 5);
      assertThat(driver.waiting()).isEqualTo(1);
      everyLabelIsAccountedFor();

      driver.predict("a", 1, "cat", MINUTE);
      MetricsWindow window = window(1, MINUTE);
      assertThat(window.getCorrect()).isEqualTo(1);
      assertThat(window.getMedianLabelDelayMs()).isZero();
      assertThat(driver.waiting()).isZero();
      everyLabelIsAccountedFor();
    }

    @Test
    void anUnheardOfClassStandsBehindTheManifests() {
      driver.predict("a", 1, "dog", 5);
      driver.label("a", "zebra", 6);
      assertThat(window(1, 0).getLabels()).containsExactly("cat", "ape", "dog", "zebra");
    }

    @Test
    void theWindowHasTheScoresOfEachClass() {
      driver.predict("a", 1, "cat", 1);
      driver.predict("b", 1, "cat", 2);
      driver.predict("c", 1, "dog", 3);
      driver.predict("d", 1, "dog", 4);
      driver.label("a", "cat", 10);
      driver.label("b", "dog", 10);
      driver.label("c", "dog", 10);

      MetricsWindow window = window(1, 0);
      assertThat(window.getLabelCoverage()).isEqualTo(0.75);
      assertThat(window.getAccuracy()).isCloseTo(2.0 / 3, within(1e-12));
      assertThat(window.getMacroF1()).isCloseTo(2.0 / 3, within(1e-12));
      assertThat(window.getClasses().get(0).getPrecision()).isEqualTo(0.5);
      assertThat(window.getClasses().get(0).getRecall()).isEqualTo(1);
      assertThat(window.getClasses().get(1).getF1()).isNull();
      assertThat(window.getClasses().get(2).getSupport()).isEqualTo(2);
    }
  }

  @Nested
  class WhenThereIsNoLabel {

    @Test
    void thePredictionsShowAndTheScoresAreNull() {
      driver.predict("a", 1, "dog", 5);
      MetricsWindow window = window(1, 0);
      assertThat(window.getPredictions()).isEqualTo(1);
      assertThat(window.getLabelCoverage()).isZero();
      assertThat(window.getAccuracy()).isNull();
      assertThat(window.getMacroF1()).isNull();
      assertThat(window.getMedianLabelDelayMs()).isNull();
    }

    @Test
    void whatWasPredictedShowsByClassAndConfidence() {
      driver.predict("a", 1, "dog", 0.25, 5);
      driver.predict("b", 1, "zebra", 0.25, 6);
      driver.predict("c", 1, "dog", Double.NaN, 7);

      MetricsWindow window = window(1, 0);
      assertThat(window.getLabels()).containsExactly("cat", "ape", "dog", "zebra");
      assertThat(window.getPredictedClasses()).containsExactly(0L, 0L, 2L, 1L);
      assertThat(window.getConfidences()).hasSize(120);
      assertThat(window.getConfidences().get(30)).isEqualTo(2);
      assertThat(window.getConfidencesOutside()).isEqualTo(1);
      assertThat(window.getPredictions()).isEqualTo(3);
    }

    @Test
    void neitherDuplicatesNorCorrectionsChangeThat() {
      driver.predict("a", 1, "dog", 0.25, 5);
      driver.predict("a", 1, "cat", 0.75, 6);
      driver.label("a", "cat", 7);
      driver.label("a", "ape", 8);
      driver.label("a", "ape", 9);

      MetricsWindow window = window(1, 0);
      assertThat(window.getPredictedClasses()).containsExactly(0L, 0L, 1L);
      assertThat(window.getConfidences().stream().mapToLong(count -> count).sum()).isEqualTo(1);
      assertThat(window.getConfidences().get(30)).isEqualTo(1);
    }
  }

  @Nested
  class WhenALabelIsCorrected {

    @Test
    void theOldCellIsTakenBackFromTheVersionThatPredicted() {
      driver.predict("a", 1, "cat", 1);
      driver.predict("b", 2, "cat", MINUTE);
      driver.label("a", "dog", 2 * MINUTE);
      driver.label("b", "dog", 2 * MINUTE);
      driver.label("b", "cat", 3 * MINUTE);

      assertThat(window(1, 0).getCorrect()).isZero();
      assertThat(window(2, MINUTE).getCorrect()).isEqualTo(1);
      assertThat(window(2, MINUTE).getLabelled()).isEqualTo(1);
      assertThat(labels("corrected")).isEqualTo(1);

      driver.label("a", "cat", 4 * MINUTE);
      assertThat(window(1, 0).getCorrect()).isEqualTo(1);
      assertThat(window(1, 0).getMedianLabelDelayMs())
          .as("the first label's delay stays")
          .isBetween(114_000L, 126_000L);
      everyLabelIsAccountedFor();
    }

    @Test
    void whileItWaitsThePredictionMeetsTheCorrection() {
      driver.label("a", "dog", 1);
      driver.label("a", "cat", 2);
      driver.predict("a", 1, "cat", 3);
      assertThat(window(1, 0).getCorrect()).isEqualTo(1);
      assertThat(labels("corrected")).isEqualTo(1);
      assertThat(labels("paired")).isEqualTo(1);
      everyLabelIsAccountedFor();
    }

    @Test
    void anOlderOneIsStale() {
      driver.predict("a", 1, "cat", 1);
      driver.label("a", "cat", 20, 20);
      driver.label("a", "dog", 19, 21);
      assertThat(window(1, 0).getCorrect()).isEqualTo(1);
      assertThat(labels("stale")).isEqualTo(1);
      everyLabelIsAccountedFor();
    }
  }

  @Nested
  class WhenARecordComesTwice {

    @Test
    void aDuplicateLabelChangesNothing() {
      driver.predict("a", 1, "cat", 1);
      driver.label("a", "cat", 2);
      driver.label("a", "cat", 2);
      assertThat(window(1, 0).getLabelled()).isEqualTo(1);
      assertThat(labels("duplicate")).isEqualTo(1);
      everyLabelIsAccountedFor();
    }

    @Test
    void theFirstPredictionHolds() {
      driver.predict("a", 1, "cat", 1);
      driver.predict("a", 2, "dog", 2);
      driver.label("a", "cat", 3);
      assertThat(window(1, 0).getCorrect()).isEqualTo(1);
      assertThat(window(2, 0)).isNull();
      assertThat(driver.count("sightline.predictions.joined", "duplicate")).isEqualTo(1);
    }
  }

  @Nested
  class WhenTheRetentionEnds {

    @Test
    void aWaitingLabelIsUnknown() {
      driver.label("a", "cat", 0);
      driver.letEventTimePass(HOUR - 1);
      assertThat(driver.waiting()).isEqualTo(1);
      driver.letEventTimePass(HOUR);
      assertThat(labels("unknown")).isEqualTo(1);
      assertThat(driver.waiting()).isZero();
      everyLabelIsAccountedFor();
    }

    @Test
    void aLabelForAnEndedPredictionIsLateAndLaterWaitsInVain() {
      driver.predict("a", 1, "cat", 0);
      driver.label("a", "cat", HOUR);
      driver.letEventTimePass(2 * HOUR);
      driver.label("a", "cat", 2 * HOUR);
      driver.letEventTimePass(3 * HOUR);

      assertThat(window(1, 0).getLabelled()).isZero();
      assertThat(labels("late")).isEqualTo(1);
      assertThat(labels("unknown")).isEqualTo(1);
      everyLabelIsAccountedFor();
    }

    @Test
    void aPredictionThatIsTooFarBehindOthersIsCountedAsSuch() {
      driver.predict("b", 1, "cat", 2 * HOUR);
      driver.predict("a", 1, "cat", HOUR);
      driver.label("a", "cat", HOUR + MINUTE);
      assertThat(driver.count("sightline.predictions.joined", "late")).isEqualTo(1);
      assertThat(labels("late")).isEqualTo(1);
      assertThat(driver.windows()).containsOnlyKeys("cifar/1/" + 2 * HOUR);
      everyLabelIsAccountedFor();
    }

    @Test
    void theStoresAreEmptied() {
      for (int i = 0; i < 20; i++) {
        driver.predict("predicted " + i, 1, "cat", i * MINUTE);
        driver.label("waiting " + i, "cat", i * MINUTE);
      }
      assertThat(driver.size(PairingStore.PAIRINGS)).isEqualTo(40);
      assertThat(driver.size(PairingStore.EXPIRIES))
          .as("and what they are written in, and the time")
          .isEqualTo(42);

      driver.letEventTimePass(4 * HOUR);
      assertThat(driver.size(PairingStore.PAIRINGS)).isEqualTo(1);
      assertThat(driver.size(PairingStore.EXPIRIES)).isEqualTo(3);
      assertThat(driver.size(BucketStore.BUCKETS))
          .as("a bucket's totals and class, and what time the buckets cover")
          .isEqualTo(3);
      assertThat(labels("unknown")).isEqualTo(20);
    }

    @Test
    void theyAreEmptiedWhereLabelsHaveNeverCome() {
      driver.predict("a", 1, "cat", 0);
      driver.predict("b", 1, "cat", 2 * HOUR + MetricsDriver.MAX_LAG.toMillis() - 1);
      driver.letTimePass();
      assertThat(driver.size(PairingStore.PAIRINGS)).isEqualTo(2);

      driver.predict("c", 1, "cat", 2 * HOUR + MetricsDriver.MAX_LAG.toMillis());
      driver.letTimePass();
      assertThat(driver.size(PairingStore.PAIRINGS)).isEqualTo(2);
    }
  }

  @Nested
  class WhenAnInputLagsBehind {

    @Test
    void labelsWaitForPredictionsThatAreScoredMuchLater() {
      for (int minute = 0; minute < 90; minute++) {
        driver.label("image " + minute, "cat", minute * MINUTE + 1);
      }
      for (int minute = 0; minute < 90; minute++) {
        driver.predict("image " + minute, 1, "cat", minute * MINUTE);
      }

      assertThat(labels("paired")).isEqualTo(90);
      assertThat(driver.count("sightline.predictions.joined", "counted")).isEqualTo(90);
      assertThat(driver.windows()).hasSize(90);
      assertThat(driver.windows().values())
          .allSatisfy(window -> assertThat(window.getCorrect()).isEqualTo(1));
      assertThat(driver.count("sightline.counts", "late")).isZero();
    }

    @Test
    void predictionsWaitForLabelsThatAreReadMuchLater() {
      for (int minute = 0; minute < 240; minute++) {
        driver.predict("image " + minute, 1, "cat", minute * MINUTE);
      }
      for (int minute = 0; minute < 240; minute++) {
        driver.label("image " + minute, "cat", minute * MINUTE + 1);
      }

      assertThat(labels("paired")).isEqualTo(240);
      assertThat(driver.count("sightline.counts", "late")).isZero();
    }

    @Test
    void thatIsKnownAfterARestart() {
      driver.label("a", "cat", 0);
      driver.predict("b", 1, "cat", 2 * HOUR);
      driver.crash();

      try (MetricsDriver restarted = new MetricsDriver(SETTINGS, CATS_FIRST, stateDir)) {
        restarted.predict("c", 1, "cat", HOUR);
        assertThat(restarted.count("sightline.predictions.joined", "late"))
            .as("the predictions' time")
            .isEqualTo(1);
        restarted.label("d", "cat", 3 * HOUR);
        assertThat(restarted.count("sightline.labels", "unknown"))
            .as("the label of a, which the time of both has passed")
            .isEqualTo(1);
      }
    }
  }

  @Nested
  class WhenAnIdIsUsedAgain {

    @Test
    void itIsAnotherImageWithLabelsOfItsOwn() {
      driver.predict("a", 1, "cat", 0);
      driver.label("a", "cat", MINUTE);
      driver.label("a", "dog", 2 * HOUR - 1);
      driver.predict("a", 2, "dog", 2 * HOUR);
      driver.label("a", "cat", 2 * HOUR + MINUTE);

      assertThat(window(1, 0).getCorrect()).isEqualTo(1);
      assertThat(window(2, 2 * HOUR).getLabelled()).isEqualTo(1);
      assertThat(window(2, 2 * HOUR).getCorrect()).isZero();
      assertThat(driver.count("sightline.predictions.joined", "counted")).isEqualTo(2);
      assertThat(labels("paired")).isEqualTo(2);
      assertThat(labels("corrected")).isEqualTo(1);
      everyLabelIsAccountedFor();
    }
  }

  @Nested
  class WhenATimestampCannotBe {
    private static final long NOW = MetricsDriver.NOW.toEpochMilli();

    @Test
    void oneAheadOfTheClockCountsAsNowAndHarmsNobody() {
      driver.predict("ahead", 1, "cat", NOW + HOUR);
      driver.label("microseconds", "cat", NOW * 1000);
      for (int i = 0; i < 100; i++) {
        driver.predict("image " + i, 1, "cat", NOW - 30 * MINUTE + i);
        driver.label("image " + i, "cat", NOW - 20 * MINUTE + i);
      }

      assertThat(labels("paired")).isEqualTo(100);
      assertThat(driver.count("sightline.predictions.joined", "counted")).isEqualTo(101);
      assertThat(driver.count("sightline.timestamps.ahead", "predictions")).isEqualTo(1);
      assertThat(driver.count("sightline.timestamps.ahead", "labels"))
          .as("the record's time, and when the truth became known")
          .isEqualTo(2);
      long bucket = NOW / MINUTE * MINUTE;
      assertThat(window(1, bucket).getPredictions()).as("counted as now").isEqualTo(1);
    }

    @Test
    void oneOfLongAgoHarmsNobodyAndIsCounted() {
      driver.predict("now", 1, "cat", NOW);
      driver.label("now", "cat", NOW);
      driver.label("seconds", "cat", NOW / 1000);
      driver.predict("seconds", 1, "cat", NOW / 1000);
      driver.predict("zero", 1, "cat", 0);
      driver.label("zero", "cat", 0);

      assertThat(driver.count("sightline.predictions.joined", "late")).isEqualTo(2);
      assertThat(labels("unknown") + labels("late")).isEqualTo(2);
      assertThat(driver.windows()).hasSize(1);
      everyLabelIsAccountedFor();
    }
  }

  @Nested
  class WhenARecordIsMalformed {

    @Test
    void itIsCountedAndTheStreamGoesOn() {
      byte[] label = driver.bytes(Topics.LABELS, MetricsDriver.labelOf("a", "cat", 0));
      driver.pipeBytes(Topics.LABELS, "a", null, 1);
      driver.pipeBytes(Topics.LABELS, null, label, 1);
      driver.pipeBytes(Topics.LABELS, "b", label, 1);
      driver.pipeBytes(Topics.LABELS, "a", new byte[] {1, 2, 3}, 1);
      driver.pipeBytes(Topics.LABELS, "a", new byte[] {0, 0, 0, 0, 99, 1}, 1);
      driver.pipeBytes(Topics.PREDICTIONS, "a", label, 1);
      driver.pipeBytes(Topics.PREDICTIONS, "a", new byte[0], 1);
      driver.pipeBytes(FormerCounts.TOPIC, "cifar/1", new byte[0], 1);
      driver.pipeBytes(FormerCounts.TOPIC, "cifar/1", null, 1);

      driver.label("a", "x".repeat(257), 1);
      driver.predict("a", 0, "cat", 1);

      assertThat(labels("malformed")).isEqualTo(6);
      assertThat(driver.count("sightline.predictions.joined", "malformed")).isEqualTo(3);
      assertThat(driver.count("sightline.counts", "malformed")).isEqualTo(2);
      everyLabelIsAccountedFor();

      driver.predict("a", 1, "cat", 2);
      driver.label("a", "cat", 3);
      assertThat(window(1, 0).getCorrect()).isEqualTo(1);
    }

    @Test
    void countsThatCannotBeAreNotAdded() {
      driver.predict("a", 1, "cat", 0);
      driver.windows();
      for (PartitionCounts counts : impossible(driver.newPartitionCounts().get(0))) {
        driver.pipe(FormerCounts.TOPIC, "cifar/1", counts, 1);
      }

      assertThat(driver.count("sightline.counts", "malformed")).isEqualTo(5);
      assertThat(window(1, 0).getPredictions()).isEqualTo(1);
    }

    private static List<PartitionCounts> impossible(PartitionCounts counts) {
      PartitionCounts.Builder copy = PartitionCounts.newBuilder(counts);
      return List.of(
          copy.setConfidencesOutside(-1).build(),
          copy.setConfidencesOutside(Long.MAX_VALUE).build(),
          copy.setConfidencesOutside(0)
              .setConfidences(List.of(new ConfidenceCount(120, 1L)))
              .build(),
          copy.setConfidences(List.of(new ConfidenceCount(3, -1L))).build(),
          copy.setConfidences(List.of())
              .setPredictedClasses(List.of(new ClassCount("cat", -1L)))
              .build());
    }

    @Test
    void aRegistryThatIsAwayIsNoFaultOfTheRecord() {
      byte[] label = driver.bytes(Topics.LABELS, MetricsDriver.labelOf("a", "cat", 0));
      driver.registry().goAway();
      assertThatThrownBy(() -> driver.pipeBytes(Topics.LABELS, "a", label, 1))
          .hasRootCauseInstanceOf(SchemaRegistryException.class);
    }
  }

  @Nested
  class WhenAWorkerOfTheFirstVersionCountsToo {

    @Test
    void itsPredictionsHaveNoClasses() {
      driver.predict("a", 1, "cat", 0);
      driver.windows();
      PartitionCounts counts = driver.newPartitionCounts().get(0);
      counts.setPredictedClasses(List.of());
      counts.setConfidences(List.of());

      driver.pipe(FormerCounts.TOPIC, "cifar/1", counts, 1);

      assertThat(window(1, 0).getPredictions()).isEqualTo(2);
      assertThat(window(1, 0).getPredictedClasses()).containsExactly(1L, 0L, 0L);
    }
  }

  @Nested
  class WhenAPartitionLagsBehind {

    @Test
    void countsWithinTheGraceAreAddedAndLaterOnesCounted() {
      driver.predict("a", 1, "cat", 0);
      driver.windows();
      PartitionCounts lagging = driver.newPartitionCounts().get(0);
      long closes = MINUTE + HOUR + 10 * MINUTE;

      driver.pipe(FormerCounts.TOPIC, "cifar/1", lagging, closes - 1);
      assertThat(window(1, 0).getPredictions()).isEqualTo(2);
      driver.pipe(FormerCounts.TOPIC, "cifar/1", lagging, closes);
      assertThat(window(1, 0).getPredictions()).isEqualTo(2);
      assertThat(driver.count("sightline.counts", "added")).isEqualTo(2);
      assertThat(driver.count("sightline.counts", "late")).isEqualTo(1);
    }

    @Test
    void aWindowThatTimeLeavesBehindIsEmittedBeforeItsBucketsGo() {
      leaveTheFirstWindowBehind();
      driver.letTimePass();
      Map<String, MetricsWindow> windows = driver.newWindows();
      assertThat(windows).containsOnlyKeys("cifar/1/0", "cifar/1/" + 4 * HOUR);
      assertThat(windows.get("cifar/1/0").getPredictions()).isEqualTo(1);
      assertThat(driver.size(BucketStore.BUCKETS)).as("the second bucket's").isEqualTo(3);
    }

    @Test
    void itIsEmittedAfterACrashToo() {
      leaveTheFirstWindowBehind();
      driver.crash();
      try (MetricsDriver restarted = new MetricsDriver(SETTINGS, CATS_FIRST, stateDir)) {
        assertThat(restarted.windows()).containsKey("cifar/1/0");
      }
    }

    private void leaveTheFirstWindowBehind() {
      driver.predict("a", 1, "cat", 0);
      PartitionCounts counts = driver.newPartitionCounts().get(0);
      counts.setBucketStart(Instant.ofEpochMilli(4 * HOUR));
      driver.pipe(FormerCounts.TOPIC, "cifar/1", counts, 4 * HOUR);
    }
  }

  @Nested
  class WhenCountsAreForwarded {

    @Test
    void theyAreChangesOfThePredictionsBucket() {
      driver.predict("a", 1, "cat", MINUTE + 1);
      driver.label("a", "dog", 5 * MINUTE);
      driver.label("a", "cat", 6 * MINUTE);

      List<PartitionCounts> counts = driver.newPartitionCounts();
      assertThat(counts).hasSize(3);
      assertThat(counts)
          .allSatisfy(each -> assertThat(each.getBucketStart().toEpochMilli()).isEqualTo(MINUTE));
      assertThat(counts.get(0).getPredictions()).isEqualTo(1);
      assertThat(counts.get(0).getPredictedClasses()).containsExactly(new ClassCount("cat", 1L));
      assertThat(counts.get(0).getConfidences()).containsExactly(new ConfidenceCount(119, 1L));
      assertThat(counts.get(1).getPredictedClasses()).isEmpty();
      assertThat(counts.get(1).getConfidences()).isEmpty();
      assertThat(counts.get(1).getCells()).containsExactly(new CellCount("dog", "cat", 1L));
      assertThat(counts.get(1).getDelays()).hasSize(1);
      assertThat(counts.get(2).getCells())
          .containsExactly(new CellCount("cat", "cat", 1L), new CellCount("dog", "cat", -1L));
      assertThat(counts.get(2).getDelays()).isEmpty();
    }
  }

  @Nested
  class WhenTheTaskStartsAgain {

    @Test
    void theWindowsItHoldsAreEmittedOnce() {
      driver.predict("a", 1, "cat", 1);
      driver.label("a", "cat", 2);
      driver.predict("b", 2, "cat", MINUTE);
      assertThat(driver.newWindows()).as("nothing was emitted before the crash").isEmpty();
      driver.crash();

      try (MetricsDriver restarted = new MetricsDriver(SETTINGS, CATS_FIRST, stateDir)) {
        Map<String, MetricsWindow> windows = restarted.windows();
        assertThat(windows).containsOnlyKeys("cifar/1/0", "cifar/2/" + MINUTE);
        assertThat(windows.get("cifar/1/0").getCorrect()).isEqualTo(1);
        restarted.letTimePass();
        assertThat(restarted.newWindows()).isEmpty();
      }
    }

    @Test
    void thePairingsAreRemembered() {
      driver.predict("a", 1, "cat", 1);
      driver.label("b", "dog", 2);
      driver.crash();

      try (MetricsDriver restarted = new MetricsDriver(SETTINGS, CATS_FIRST, stateDir)) {
        restarted.label("a", "cat", 3);
        restarted.predict("b", 1, "dog", 4);
        assertThat(restarted.windows().get("cifar/1/0").getCorrect()).isEqualTo(2);
      }
    }
  }
}
