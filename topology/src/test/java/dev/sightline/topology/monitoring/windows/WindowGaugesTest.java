package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.ImageStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowGaugesTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** Windows of five minutes, a new one each minute; an accuracy of any labels. */
  private static final MetricsSettings SETTINGS = settings(10_000, 1);

  private static MetricsSettings settings(long firstImages, long minLabels) {
    return new MetricsSettings(
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        firstImages,
        minLabels);
  }

  private static final String[] GAUGES = {
    "sightline.window.predictions",
    "sightline.window.labelled",
    "sightline.window.accuracy",
    "sightline.window.coverage",
    "sightline.window.macro.f1",
    "sightline.window.recall",
    "sightline.held.out.accuracy",
    "sightline.image.reference.images",
    "sightline.image.psi",
    "sightline.image.jensen.shannon",
    "sightline.image.chi.square.p"
  };

  @TempDir Path stateDir;
  private MetricsDriver driver;

  @AfterEach
  void close() {
    driver.close();
  }

  /** A cat that is right, a cat that is a dog, and one whose label has not come. */
  private void threeImages(int version, long timeMs) {
    driver.predict(version + "a" + timeMs, version, "cat", timeMs);
    driver.predict(version + "b" + timeMs, version, "cat", timeMs);
    driver.predict(version + "c" + timeMs, version, "cat", timeMs);
    driver.label(version + "a" + timeMs, "cat", timeMs);
    driver.label(version + "b" + timeMs, "dog", timeMs);
    driver.letTimePass();
  }

  /** One of ten that differ in brightness. */
  private static ImageStatistics image(int i, int width) {
    return new ImageStatistics(i % 10 * 20f, 40f, 900f, 110f, 120f, 130f, width, 480);
  }

  @Nested
  class WhenAVersionPredicts {
    @Test
    void whatItsFullestWindowComesToIsShown() {
      driver = new MetricsDriver(SETTINGS, new Manifest(List.of("cat", "dog", "ape")), stateDir);
      threeImages(3, HOUR);
      threeImages(3, HOUR + MINUTE);

      String[] version = {"model", "cifar", "version", "3"};
      assertThat(driver.gauge("sightline.window.predictions", version)).hasValue(6);
      assertThat(driver.gauge("sightline.window.labelled", version)).hasValue(4);
      assertThat(driver.gauge("sightline.window.accuracy", version)).hasValue(0.5);
      assertThat(driver.gauge("sightline.window.coverage", version)).hasValue(4 / 6.0);
      assertThat(driver.gauge("sightline.window.macro.f1", version)).hasValue((2 / 3.0) / 2);
      assertThat(driver.gauge("sightline.window.recall", "class", "cat")).hasValue(1);
      assertThat(driver.gauge("sightline.window.recall", "class", "dog")).hasValue(0);
      assertThat(driver.gauge("sightline.window.recall", "class", "ape")).isEmpty();
      assertThat(driver.gauge("sightline.held.out.accuracy", version)).hasValue(0.875);
    }

    @Test
    void whatLiesFurtherBackThanAWindowIsNoLongerInIt() {
      driver = new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir);
      threeImages(3, HOUR);
      driver.predict("d", 3, "cat", HOUR + 20 * MINUTE);
      driver.letTimePass();

      assertThat(driver.gauge("sightline.window.predictions")).hasValue(1);
      assertThat(driver.gauge("sightline.window.accuracy")).isEmpty();
    }

    @Test
    void aLabelOfALongPastWindowChangesNothingShown() {
      driver = new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir);
      threeImages(3, HOUR);
      driver.predict("d", 3, "cat", HOUR + 20 * MINUTE);
      driver.letTimePass();

      driver.label("3c" + HOUR, "cat", HOUR + 20 * MINUTE);
      driver.letTimePass();

      assertThat(driver.gauge("sightline.window.labelled")).hasValue(0);
    }

    @Test
    void howFarItsImagesLieFromTheReferenceIsShown() {
      driver = new MetricsDriver(SETTINGS, new Manifest(List.of("cat")), stateDir);
      for (int i = 0; i < 50; i++) {
        driver.predict("image " + i, 3, "cat", 1, image(i, 640), HOUR);
      }
      driver.letTimePass();

      String[] bright = {"model", "cifar", "version", "3", "statistic", "brightness"};
      String[] wide = {"model", "cifar", "version", "3", "statistic", "width"};
      assertThat(driver.gauge("sightline.image.reference.images")).hasValue(100);
      assertThat(driver.gauge("sightline.image.psi", bright)).hasValue(0);
      assertThat(driver.gauge("sightline.image.jensen.shannon", bright)).hasValue(0);
      assertThat(driver.gauge("sightline.image.chi.square.p", bright)).hasValue(1);
      assertThat(driver.gauge("sightline.image.psi", wide).orElse(0))
          .as("all of 32 pixels then, all of 640 now: 2 (1 - 0.0001) ln 10,000")
          .isCloseTo(18.419, within(0.001));
      assertThat(driver.gauge("sightline.image.jensen.shannon", wide).orElse(0))
          .isCloseTo(Math.sqrt(Math.log(2)), within(1e-9));
      assertThat(driver.gauge("sightline.image.chi.square.p", wide).orElse(1)).isLessThan(1e-9);
    }

    @Test
    void itsFirstImagesAreTheReferenceWhereTheManifestHasNone() {
      driver = new MetricsDriver(settings(2, 1), LabelOrder.UNKNOWN, stateDir);
      driver.predict("first", 3, "cat", 1, image(0, 640), HOUR);
      driver.letTimePass();
      assertThat(driver.gauges("sightline.image.psi")).isZero();

      driver.predict("second", 3, "cat", 1, image(0, 640), HOUR);
      driver.letTimePass();

      assertThat(driver.gauge("sightline.image.reference.images")).hasValue(2);
      assertThat(driver.gauge("sightline.image.psi", "statistic", "width")).hasValue(0);
    }

    @Test
    void namesThatTheManifestDoesNotListGetNoGauge() {
      driver = new MetricsDriver(SETTINGS, new Manifest(List.of("cat")), stateDir);
      threeImages(3, HOUR);

      assertThat(driver.gauges("sightline.window.recall")).isEqualTo(1);
    }
  }

  @Nested
  class WhenThereAreFewLabels {
    @Test
    void noAccuracyIsShownOfFewerThanAreAskedFor() {
      driver =
          new MetricsDriver(settings(10_000, 4), new Manifest(List.of("cat", "dog")), stateDir);
      threeImages(3, HOUR);

      assertThat(driver.gauge("sightline.window.labelled")).hasValue(2);
      assertThat(driver.gauge("sightline.window.coverage")).hasValue(2 / 3.0);
      assertThat(driver.gauge("sightline.window.accuracy")).isEmpty();
      assertThat(driver.gauge("sightline.window.macro.f1")).isEmpty();
      assertThat(driver.gauges("sightline.window.recall")).isZero();

      threeImages(3, HOUR + MINUTE);

      assertThat(driver.gauge("sightline.window.accuracy")).hasValue(0.5);
      assertThat(driver.gauge("sightline.window.macro.f1")).hasValue((2 / 3.0) / 2);
      assertThat(driver.gauges("sightline.window.recall")).as("2 labels of each class").isZero();

      threeImages(3, HOUR + 2 * MINUTE);
      threeImages(3, HOUR + 3 * MINUTE);

      assertThat(driver.gauge("sightline.window.recall", "class", "cat")).hasValue(1);
      assertThat(driver.gauge("sightline.window.recall", "class", "dog")).hasValue(0);
    }

    @Test
    void whatWasShownGoesWhenTheyAreFewerAgain() {
      driver = new MetricsDriver(settings(10_000, 2), LabelOrder.UNKNOWN, stateDir);
      threeImages(3, HOUR);
      assertThat(driver.gauge("sightline.window.accuracy")).hasValue(0.5);

      driver.predict("d", 3, "cat", HOUR + 20 * MINUTE);
      driver.letTimePass();

      assertThat(driver.gauge("sightline.window.predictions")).hasValue(1);
      assertThat(driver.gauge("sightline.window.accuracy")).isEmpty();
    }
  }

  @Nested
  class WhenAVersionWasNotEvaluated {
    @Test
    void nothingIsShownThatItWouldBeComparedWith() {
      driver = new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir);
      threeImages(3, HOUR);

      assertThat(driver.gauges("sightline.held.out.accuracy")).isZero();
      assertThat(driver.gauges("sightline.image.reference.images")).isZero();
      assertThat(driver.gauges("sightline.image.psi")).isZero();
    }
  }

  @Nested
  class WhenThereAreManyClasses {
    @Test
    void theirRecallsAreNotShown() {
      List<String> classes =
          IntStream.rangeClosed(0, VersionGauges.MAX_CLASSES).mapToObj(i -> "class " + i).toList();
      driver = new MetricsDriver(SETTINGS, new Manifest(classes), stateDir);
      threeImages(3, HOUR);

      assertThat(driver.gauges("sightline.window.recall")).isZero();
      assertThat(driver.gauge("sightline.window.accuracy")).hasValue(0.5);
    }
  }

  @Nested
  class WhenAVersionIsGone {
    @Test
    void itDisappearsAfterTheLengthOfAWindow() {
      driver = new MetricsDriver(SETTINGS, new Manifest(List.of("cat", "dog")), stateDir);
      threeImages(3, HOUR);
      driver.letTimePass(Duration.ofMinutes(4));
      threeImages(4, HOUR);
      assertThat(driver.gauges("sightline.window.accuracy")).isEqualTo(2);

      driver.letTimePass(Duration.ofMinutes(2));

      assertThat(driver.gauge("sightline.window.accuracy", "version", "3")).isEmpty();
      assertThat(driver.gauge("sightline.window.recall", "version", "3")).isEmpty();
      assertThat(driver.gauge("sightline.window.accuracy", "version", "4")).hasValue(0.5);
    }
  }

  @Nested
  class WhenTheTaskGoesElsewhere {
    @Test
    void nothingOfItIsShownAnyMore() {
      driver = new MetricsDriver(SETTINGS, new Manifest(List.of("cat", "dog")), stateDir);
      driver.predict("image", 3, "cat", 1, image(0, 640), HOUR);
      threeImages(3, HOUR);
      assertThat(GAUGES).allMatch(name -> driver.gauges(name) > 0);

      driver.close();

      assertThat(GAUGES).allMatch(name -> driver.gauges(name) == 0);
    }
  }

  private record Manifest(List<String> classes) implements LabelOrder {
    @Override
    public List<String> labels(String modelName, int modelVersion) {
      return classes;
    }

    @Override
    public Optional<ImageHistograms> imageReference(String modelName, int modelVersion) {
      ImageHistograms reference = new ImageHistograms();
      IntStream.range(0, 100).forEach(i -> reference.add(image(i, 32)));
      return Optional.of(reference);
    }

    @Override
    public OptionalDouble heldOutAccuracy(String modelName, int modelVersion) {
      return OptionalDouble.of(0.875);
    }
  }
}
