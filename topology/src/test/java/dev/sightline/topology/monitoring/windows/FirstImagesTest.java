package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.MetricsWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstImagesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path stateDir;

  private MetricsDriver driver(long wanted, LabelOrder labelOrder) {
    MetricsSettings settings =
        new MetricsSettings(
            MINUTE, MINUTE, MINUTE, Duration.ofMinutes(10), Duration.ofSeconds(1), wanted);
    return new MetricsDriver(settings, labelOrder, stateDir);
  }

  private static ImageStatistics image(float brightness) {
    return new ImageStatistics(brightness, 40f, 900f, 110f, 120f, 130f, 640, 480);
  }

  /** Each is a commit of its own. */
  private static void predict(MetricsDriver driver, int version, int first, float... brightness) {
    for (int i = 0; i < brightness.length; i++) {
      String id = version + " " + (first + i);
      driver.predict(id, version, "cat", 1, image(brightness[i]), first + i);
    }
  }

  private static MetricsWindow window(MetricsDriver driver, int version) {
    return driver.windows().get("cifar/" + version + "/0");
  }

  private static LabelOrder referring(ImageHistograms reference) {
    return new LabelOrder() {
      @Override
      public List<String> labels(String modelName, int modelVersion) {
        return List.of();
      }

      @Override
      public Optional<ImageHistograms> imageReference(String modelName, int modelVersion) {
        return Optional.of(reference);
      }
    };
  }

  @Test
  void asManyAsAreWantedAreTheReferenceAndThoseBehindThemAreNot() {
    try (MetricsDriver driver = driver(3, LabelOrder.UNKNOWN)) {
      predict(driver, 1, 0, 10, 12);
      assertThat(window(driver, 1).getFirstImages()).as("too few").isNull();

      predict(driver, 1, 2, 10, 200, 200);

      assertThat(window(driver, 1).getFirstImages())
          .hasSize(8)
          .contains(new ImageHistogram("brightness", 5, List.of(2L, 1L)));
      assertThat(window(driver, 1).getImageStatistics())
          .as("all images")
          .filteredOn(each -> each.getStatistic().equals("width"))
          .extracting(ImageHistogram::getCounts)
          .containsExactly(List.of(5L));
    }
  }

  @Test
  void eachVersionHasItsOwn() {
    try (MetricsDriver driver = driver(1, LabelOrder.UNKNOWN)) {
      predict(driver, 1, 0, 10);
      predict(driver, 2, 1, 20);

      assertThat(window(driver, 1).getFirstImages())
          .contains(new ImageHistogram("brightness", 5, List.of(1L)));
      assertThat(window(driver, 2).getFirstImages())
          .contains(new ImageHistogram("brightness", 10, List.of(1L)));
    }
  }

  @Test
  void aPredictionThatSaysNothingOfItsImageIsNoneOfThem() {
    try (MetricsDriver driver = driver(1, LabelOrder.UNKNOWN)) {
      driver.predict("silent", 1, "cat", 0);
      driver.predict("wrong", 1, "cat", 1, image(Float.NaN), 1);

      assertThat(window(driver, 1).getFirstImages()).isNull();
      assertThat(window(driver, 1).getImageStatisticsOutside()).isEqualTo(1);
    }
  }

  @Test
  void theReferenceOfTheManifestIsTakenWhereThereIsOne() {
    ImageHistograms ofManifest = new ImageHistograms();
    ofManifest.add(image(99));
    try (MetricsDriver driver = driver(1, referring(ofManifest))) {
      predict(driver, 1, 0, 10);

      assertThat(window(driver, 1).getFirstImages()).isNull();
    }
  }

  @Test
  void noneAreTakenWhereNoneAreWanted() {
    try (MetricsDriver driver = driver(0, LabelOrder.UNKNOWN)) {
      predict(driver, 1, 0, 10);

      assertThat(window(driver, 1).getFirstImages()).isNull();
    }
  }

  @Nested
  class WhenTheWorkerStartsAgain {
    @Test
    void countingGoesOnAndWhatIsCompleteStaysWhateverIsWantedNow() {
      try (MetricsDriver driver = driver(2, LabelOrder.UNKNOWN)) {
        predict(driver, 1, 0, 10);
        predict(driver, 2, 0, 20, 22);
        driver.letTimePass();
        driver.crash();
      }
      try (MetricsDriver driver = driver(3, LabelOrder.UNKNOWN)) {
        predict(driver, 1, 5, 10, 10, 10);
        predict(driver, 2, 5, 20);

        assertThat(window(driver, 1).getFirstImages())
            .contains(new ImageHistogram("brightness", 5, List.of(3L)));
        assertThat(window(driver, 2).getFirstImages())
            .contains(new ImageHistogram("brightness", 10, List.of(1L, 1L)));
      }
    }
  }

  @Test
  void theyOutliveTheBucketsButANewVersionTakesThePlaceOfTheOldestOfTooMany() {
    try (MetricsDriver driver = driver(1, LabelOrder.UNKNOWN)) {
      IntStream.rangeClosed(1, FirstImages.MAX_VERSIONS)
          .forEach(
              version -> {
                predict(driver, version, 0, version == 2 ? 50 : 10);
                driver.letTimePass(Duration.ofMillis(1));
              });
      predict(driver, 1000, 1, 10);
      assertThat(window(driver, 1000).getFirstImages()).as("all have buckets").isNull();

      long later = Duration.ofHours(2).toMillis();
      driver.letEventTimePass(later);
      driver.letTimePass();
      predict(driver, 1001, (int) later, 10);
      predict(driver, 2, (int) later, 70);
      predict(driver, 1, (int) later, 70);

      String at = "/" + later;
      assertThat(driver.windows().get("cifar/1001" + at).getFirstImages()).isNotNull();
      assertThat(driver.windows().get("cifar/2" + at).getFirstImages())
          .as("of before the pause")
          .contains(new ImageHistogram("brightness", 25, List.of(1L)));
      assertThat(driver.windows().get("cifar/1" + at).getFirstImages())
          .as("it was the oldest, and begins anew in the place of the next")
          .contains(new ImageHistogram("brightness", 35, List.of(1L)));
    }
  }
}
