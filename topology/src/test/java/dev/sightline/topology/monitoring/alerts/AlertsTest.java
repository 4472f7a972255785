package dev.sightline.topology.monitoring.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import dev.sightline.topology.monitoring.windows.HeldOutReference.OfClass;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsDriver;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms of the metrics topology: predictions and labels in, alerts out. */
class AlertsTest {
  private static final int MEAN_RUN = 100_000;
  private static final int CLEAR_AFTER = 30;
  private static final DriftSettings SETTINGS =
      new DriftSettings(MEAN_RUN, 0.02, 0.02, CLEAR_AFTER, Duration.ofHours(1));
  private static final String[] CLASSES = {"cat", "dog"};

  @TempDir private Path stateDir;
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private MetricsDriver driver;
  private int images;

  /** Two classes, equally frequent; 0.9 are right, those of confidence 1 more often. */
  private static final class Manifest implements LabelOrder {
    @Override
    public List<String> labels(String modelName, int modelVersion) {
      return List.of(CLASSES);
    }

    @Override
    public Optional<HeldOutReference> reference(String modelName, int modelVersion) {
      List<OfClass> classes =
          List.of(new OfClass("cat", 5_000, 5_000, 4_500), new OfClass("dog", 5_000, 5_000, 4_500));
      List<Calibration.Bin> diagram = new ArrayList<>();
      for (int bin = 0; bin < 15; bin++) {
        long held = bin == 14 ? 9_000 : bin == 7 ? 1_000 : 0;
        double accuracy = bin == 14 ? 8_500 / 9_000.0 : bin == 7 ? 0.5 : 0;
        diagram.add(new Calibration.Bin(bin / 15.0, (bin + 1) / 15.0, held, 0, accuracy));
      }
      return Optional.of(new HeldOutReference(10_000, 9_000, classes, diagram));
    }
  }

  /** As {@link Manifest}, and its images were neither dark nor bright. */
  private static final class ManifestWithImages implements LabelOrder {
    @Override
    public List<String> labels(String modelName, int modelVersion) {
      return List.of(CLASSES);
    }

    @Override
    public Optional<ImageHistograms> imageReference(String modelName, int modelVersion) {
      ImageHistograms reference = new ImageHistograms();
      for (int i = 0; i < 1_000; i++) {
        reference.add(image(100 + i % 50));
      }
      return Optional.of(reference);
    }
  }

  private static ImageStatistics image(float brightness) {
    return new ImageStatistics(brightness, 40f, 500f, 100f, 100f, 100f, 32, 32);
  }

  @BeforeEach
  void start() {
    start(SETTINGS, new Manifest());
  }

  private void start(DriftSettings settings, LabelOrder manifest) {
    driver = new MetricsDriver(MetricsSettings.DEFAULTS, settings, manifest, stateDir, registry);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  /** Images of 50 levels of brightness. */
  private void see(int more, int darkest) {
    for (int i = 0; i < more; i++) {
      images++;
      driver.predict("image " + images, 3, "cat", 1, image(darkest + images * 7 % 50), images);
    }
  }

  /** Images of both classes in turn, of which each tenth, or all, are labelled otherwise. */
  private void see(int more, int version, boolean areRight) {
    for (int i = 0; i < more; i++) {
      images++;
      String predicted = CLASSES[images % 2];
      String other = CLASSES[(images + 1) % 2];
      String id = "image " + images;
      driver.predict(id, version, predicted, images);
      driver.label(id, areRight && images % 11 != 0 ? predicted : other, images);
    }
  }

  private List<DriftAlert> alerts(String statistic) {
    return driver.newAlerts().stream()
        .map(record -> record.value)
        .filter(alert -> alert.getStatistic().equals(statistic))
        .toList();
  }

  @Nested
  class WhenAccuracyFalls {
    @Test
    void theAlarmIsRaisedOnceAndClearedOnce() {
      see(100, 3, true);
      assertThat(driver.newAlerts()).isEmpty();

      see(40, 3, false);
      List<KeyValue<String, DriftAlert>> raised =
          driver.newAlerts().stream()
              .filter(record -> record.value.getStatistic().equals("accuracy"))
              .toList();
      assertThat(raised).hasSize(1);
      assertThat(raised.get(0).key).isEqualTo("cifar/3/accuracy/" + MetricsDriver.APPLICATION_ID);
      DriftAlert alert = raised.get(0).value;
      assertThat(alert.getState()).isEqualTo(AlertState.RAISED);
      assertThat(alert.getSubject()).isNull();
      assertThat(alert.getReference()).isEqualTo(0.9);
      assertThat(alert.getThreshold()).isCloseTo(0.88, within(1e-9));
      assertThat(alert.getValue()).isLessThan(0.3);
      assertThat(alert.getSample()).isBetween(3L, 20L);
      assertThat(alert.getRaisedAtImage()).isBetween(101L, 120L);
      assertThat(alert.getSince()).isBetween(at(90), at(120));
      assertThat(alert.getChangedAt()).isEqualTo(alert.getRaisedAt()).isBetween(at(101), at(120));
      assertThat(alert.getMeanRunImages()).isEqualTo(MEAN_RUN);
      assertThat(alert.getClearedAtImage()).isNull();
      assertThat(alert.getMessage())
          .startsWith("accuracy fell to 0.")
          .contains("it was 0.900 on the held-out images")
          .endsWith("once in 100,000 images on average, or less often.");

      see(100, 3, true);
      List<DriftAlert> cleared = alerts("accuracy");
      assertThat(cleared).hasSize(1);
      assertThat(cleared.get(0).getState()).isEqualTo(AlertState.CLEARED);
      assertThat(cleared.get(0).getRaisedAtImage()).isEqualTo(alert.getRaisedAtImage());
      assertThat(cleared.get(0).getClearedAtImage()).isBetween(141L, 240L);
      assertThat(cleared.get(0).getValue()).isGreaterThan(0.88);

      see(60, 3, true);
      assertThat(driver.newAlerts()).isEmpty();
    }

    @Test
    void theRecallOfTheClassesFellToo() {
      see(100, 3, true);
      see(40, 3, false);

      assertThat(alerts("recall"))
          .singleElement()
          .satisfies(alert -> assertThat(alert.getSubject()).isIn("cat", "dog"));
    }

    @Test
    void metersTellIt() {
      see(100, 3, true);
      String[] accuracy = {"model", "cifar", "version", "3", "statistic", "accuracy"};
      assertThat(driver.gauge("sightline.drift.alarm", accuracy)).hasValue(0);

      see(40, 3, false);
      assertThat(driver.gauge("sightline.drift.alarm", accuracy)).hasValue(1);
      assertThat(driver.count("sightline.alerts", "raised")).isEqualTo(2);
      assertThat(driver.count("sightline.alerts", "cleared")).isZero();
    }

    @Test
    void aWorkerThatStartsAgainRaisesNothingTwiceAndForgetsNothing() {
      see(100, 3, true);
      see(4, 3, false);
      assertThat(driver.newAlerts()).isEmpty();
      restart(SETTINGS);
      see(20, 3, false);
      assertThat(alerts("accuracy"))
          .singleElement()
          .satisfies(alert -> assertThat(alert.getRaisedAtImage()).isBetween(105L, 115L));

      restart(SETTINGS);
      String[] accuracy = {"model", "cifar", "version", "3", "statistic", "accuracy"};
      assertThat(driver.gauge("sightline.drift.alarm", accuracy)).hasValue(1);
      see(40, 3, false);
      assertThat(alerts("accuracy")).isEmpty();
      see(100, 3, true);
      assertThat(alerts("accuracy"))
          .singleElement()
          .satisfies(alert -> assertThat(alert.getState()).isEqualTo(AlertState.CLEARED));
    }

    @Test
    void whatIsRaisedStaysSoUnderOtherSettings() {
      see(60, 3, true);
      see(40, 3, false);
      driver.newAlerts();

      restart(new DriftSettings(MEAN_RUN, 0.05, 0.1, CLEAR_AFTER, Duration.ofHours(1)));
      see(30, 3, false);
      assertThat(alerts("accuracy")).isEmpty();
      see(100, 3, true);
      assertThat(alerts("accuracy"))
          .singleElement()
          .satisfies(alert -> assertThat(alert.getState()).isEqualTo(AlertState.CLEARED));
    }

    @Test
    void anotherVersionIsJudgedByItself() {
      see(100, 3, true);
      see(40, 3, false);
      assertThat(alerts("accuracy")).hasSize(1);

      see(100, 4, true);
      assertThat(alerts("accuracy")).isEmpty();
      see(40, 4, false);
      assertThat(alerts("accuracy"))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getModelVersion()).isEqualTo(4);
                assertThat(alert.getRaisedAtImage()).isBetween(101L, 120L);
              });
    }
  }

  @Nested
  class WhenLabelsCome {
    private final String[] version = {"model", "cifar", "version", "3"};

    @Test
    void adwinTellsTheAccuracySinceTheLastChangeThatItFound() {
      see(20, 3, true);
      assertThat(driver.gauge("sightline.adwin.labels", version)).hasValue(20);
      assertThat(driver.gauge("sightline.adwin.accuracy", version)).as("of 20").isEmpty();
      see(300, 3, true);
      assertThat(driver.gauge("sightline.adwin.accuracy", version).orElse(0)).isBetween(0.9, 0.92);
      assertThat(driver.gauge("sightline.adwin.changed.at.image", version)).isEmpty();

      see(130, 3, false);

      assertThat(driver.gauge("sightline.adwin.accuracy", version).orElse(1)).isLessThan(0.2);
      assertThat(driver.gauge("sightline.adwin.changed.at.image", version).orElse(0))
          .isBetween(321.0, 400.0);
    }

    @Test
    void itGoesOnWhereItWasWhenAWorkerStartsAgain() {
      see(40, 3, true);
      restart(SETTINGS);
      see(280, 3, true);
      restart(SETTINGS);
      assertThat(driver.gauge("sightline.adwin.labels", version)).hasValue(320);
      see(130, 3, false);

      assertThat(driver.gauge("sightline.adwin.accuracy", version).orElse(1)).isLessThan(0.2);
      restart(SETTINGS);
      assertThat(driver.gauge("sightline.adwin.changed.at.image", version).orElse(0))
          .isBetween(321.0, 400.0);
    }
  }

  @Nested
  class WhenNoLabelsCome {
    @Test
    void aClassThatComesNoMoreIsAnAlarm() {
      for (int i = 0; i < 100; i++) {
        driver.predict("image " + i, 3, CLASSES[i % 2], i);
      }
      assertThat(driver.newAlerts()).isEmpty();
      for (int i = 100; i < 200; i++) {
        driver.predict("image " + i, 3, "cat", i);
      }

      assertThat(alerts("class-shares"))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getSubject()).isIn("cat", "dog");
                assertThat(alert.getReference()).isEqualTo(0.5);
              });
    }

    @Test
    void confidencesThatAreWorthLessAreAnAlarm() {
      for (int i = 0; i < 300; i++) {
        driver.predict("image " + i, 3, CLASSES[i % 2], i < 200 && i % 10 != 0 ? 1 : 0.5, i);
      }

      assertThat(alerts("estimated-accuracy"))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getRaisedAtImage()).isBetween(201L, 300L);
                assertThat(alert.getMessage()).startsWith("estimated accuracy fell to 0.");
              });
    }
  }

  @Nested
  class WhenImagesLookOtherwise {
    @Test
    void theStatisticThatMovedIsAnAlarmAndIsClearedWhenItIsBack() {
      driver.close();
      start(SETTINGS, new ManifestWithImages());
      see(150, 100);
      assertThat(driver.newAlerts()).isEmpty();

      see(100, 20);
      List<KeyValue<String, DriftAlert>> raised = driver.newAlerts();
      assertThat(raised)
          .extracting(record -> record.value.getStatistic())
          .containsExactly("brightness");
      assertThat(raised.get(0).value.getMessage()).startsWith("the share of images of brightness ");

      see(200, 100);
      assertThat(alerts("brightness"))
          .singleElement()
          .satisfies(alert -> assertThat(alert.getState()).isEqualTo(AlertState.CLEARED));
    }
  }

  @Nested
  class WhenNoLabelHasComeForLong {
    @Test
    void anAlarmHasTheTimeOfTheImagesThatCausedIt() {
      driver.close();
      start(SETTINGS, new ManifestWithImages());
      see(150, 100);
      driver.label("image 150", "cat", 150);
      images += 5_000;

      see(100, 20);

      DriftAlert alert = alerts("brightness").get(0);
      assertThat(alert.getRaisedAt()).isBetween(at(5_151), at(5_250));
      assertThat(alert.getChangedAt()).isEqualTo(alert.getRaisedAt());
    }
  }

  @Nested
  class WhenLabelsAreCorrected {
    @Test
    void anImageIsJudgedOnceByItsFirstLabel() {
      see(100, 3, true);
      for (int i = 1; i <= 100; i++) {
        String predicted = CLASSES[i % 2];
        driver.label("image " + i, CLASSES[(i + 1) % 2], 1_000 + i);
        driver.label("image " + i, predicted, 2_000 + i);
        driver.label("image " + i, CLASSES[(i + 1) % 2], 3_000 + i);
      }

      assertThat(driver.newAlerts()).isEmpty();
    }
  }

  @Nested
  class WhenAVersionHasNoImagesAnyMore {
    @Test
    void itsAlarmsAreClearedAndItIsForgotten() {
      see(60, 3, true);
      see(40, 3, false);
      driver.newAlerts();
      driver.letTimePass(Duration.ofMinutes(30));
      assertThat(driver.newAlerts()).isEmpty();

      driver.letTimePass(Duration.ofMinutes(31));
      driver.letTimePass(Duration.ofSeconds(1));
      assertThat(alerts("accuracy"))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getState()).isEqualTo(AlertState.CLEARED);
                assertThat(Duration.between(alert.getRaisedAt(), alert.getChangedAt()))
                    .isGreaterThan(Duration.ofMinutes(59));
                assertThat(alert.getMessage())
                    .isEqualTo(
                        "accuracy of version 3 is watched no more: it had no image for 60"
                            + " minutes.");
              });
      assertThat(driver.gauges("sightline.drift.alarm")).isZero();
      assertThat(driver.size(WatchStore.WATCHES)).isZero();
    }
  }

  @Nested
  class WhenAVersionHasNoReference {
    @Test
    void itIsNotWatchedAndThatIsCounted() {
      driver.close();
      start(SETTINGS, LabelOrder.UNKNOWN);
      see(50, 3, false);

      assertThat(driver.newAlerts()).isEmpty();
      assertThat(driver.size(WatchStore.WATCHES)).isZero();
      assertThat(driver.count("sightline.drift.counts", "without_reference")).isEqualTo(100);
    }

    @Test
    void itsImagesAreComparedWithItsFirstOnesOnceTheseAreEnough() {
      driver.close();
      MetricsSettings defaults = MetricsSettings.DEFAULTS;
      MetricsSettings settings =
          new MetricsSettings(
              defaults.retention(),
              defaults.windowSize(),
              defaults.windowAdvance(),
              defaults.grace(),
              defaults.emitInterval(),
              200);
      driver = new MetricsDriver(settings, SETTINGS, LabelOrder.UNKNOWN, stateDir, registry);
      see(199, 100);
      assertThat(driver.size(WatchStore.WATCHES)).isZero();
      see(150, 100);
      assertThat(driver.newAlerts()).isEmpty();

      see(100, 20);

      assertThat(alerts("brightness"))
          .singleElement()
          .satisfies(
              alert ->
                  assertThat(alert.getMessage())
                      .startsWith("the share of images of brightness ")
                      .contains(" among the version's first images, and "));
    }
  }

  private void restart(DriftSettings settings) {
    driver.crash();
    start(settings, new Manifest());
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }
}
