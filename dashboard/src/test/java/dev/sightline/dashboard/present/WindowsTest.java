package dev.sightline.dashboard.present;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final Series SERIES =
      new Series("pets", 1, "sightline-metrics", Duration.ofMinutes(5).toMillis());

  private final Changes changes = new Changes();
  private final Windows windows = new Windows(changes);

  @Test
  void theNewestFullWindowIsTheOneThatEndsFirstOfThoseWithTheLatestImages() {
    for (int start = 0; start <= 600; start += 30) {
      windows.add(window(start, 8L, 2L, 1L, 9L));
    }

    assertThat(windows.newestFull(SERIES))
        .map(MetricsWindow::getWindowStart)
        .contains(NOON.plusSeconds(330));
    assertThat(windows.points(SERIES))
        .extracting(WindowPoint::startMs)
        .last()
        .isEqualTo(NOON.plusSeconds(330).toEpochMilli());
  }

  @Test
  void aWindowThatComesAgainTakesThePlaceOfItself() {
    windows.add(window(0, 1L, 0L, 0L, 0L));
    windows.add(window(0, 8L, 2L, 1L, 9L));

    assertThat(windows.points(SERIES)).extracting(WindowPoint::labelled).containsExactly(20L);
  }

  @Test
  void aPointHasTheWilsonBandOfItsAccuracy() {
    windows.add(window(0, 8L, 2L, 1L, 9L));

    WindowPoint point = windows.points(SERIES).get(0);
    assertThat(point.accuracy()).isEqualTo(0.85);
    // statsmodels: proportion_confint(17, 20, method="wilson")
    assertThat(point.low()).isCloseTo(0.63958, within(1e-5));
    assertThat(point.high()).isCloseTo(0.94763, within(1e-5));
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void theChangeOfEachPointIsKnown() {
    windows.add(window(0, 8L, 2L, 1L, 9L));
    long seen = changes.number();
    windows.add(window(30, 8L, 2L, 1L, 9L));
    windows.add(window(300, 8L, 2L, 1L, 9L));

    assertThat(changes.since(seen)).containsExactly(Part.WINDOWS);
    assertThat(windows.points(SERIES))
        .filteredOn(point -> point.change() > seen)
        .extracting(WindowPoint::startMs)
        .containsExactly(NOON.plusSeconds(30).toEpochMilli());
  }

  @Test
  void aWindowThatContradictsItselfIsRefused() {
    MetricsWindow more = window(0, 8L, 2L, 1L, 9L);
    more.setLabelled(100);
    MetricsWindow backwards = window(0, 8L, 2L, 1L, 9L);
    backwards.setWindowEnd(backwards.getWindowStart());
    MetricsWindow ragged = window(0, 8L, 2L, 1L, 9L);
    ragged.setConfusionMatrix(List.of(1L, 2L, 3L));

    assertThatThrownBy(() -> windows.add(more))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessageContaining("labelled up to predictions");
    assertThatThrownBy(() -> windows.add(backwards)).hasMessageContaining("an end after the start");
    assertThatThrownBy(() -> windows.add(ragged)).hasMessageContaining("classes x classes");
    assertThat(windows.series()).isEmpty();
  }

  @Test
  void noMorePointsAreKeptThanADayHas() {
    for (int i = 0; i < Windows.MOST_POINTS + 100; i++) {
      windows.add(window(30 * i, 1L, 0L, 0L, 1L));
    }

    assertThat(windows.points(SERIES)).hasSizeLessThanOrEqualTo(Windows.MOST_POINTS);
    assertThat(windows.points(SERIES)).last().extracting(WindowPoint::startMs).isNotNull();
  }

  @Test
  void ofManySeriesTheOneThatIsSilentForLongestIsForgotten() {
    int versions = Windows.MOST_IN_ALL / Windows.MOST_POINTS + 2;
    for (int version = 1; version <= versions; version++) {
      for (int i = 0; i < Windows.MOST_POINTS; i++) {
        MetricsWindow window = window(30 * i, 1L, 0L, 0L, 1L);
        window.setModelVersion(version);
        windows.add(window);
      }
    }

    assertThat(windows.series()).extracting(Series::version).doesNotContain(1).contains(versions);
  }

  @Test
  void ofManyClassesWholeWindowsAreKeptOfTheSeriesThatChangedLast() {
    List<String> classes = IntStream.range(0, 300).mapToObj(i -> "class-" + i).toList();
    List<Long> matrix = Collections.nCopies(300 * 300, 0L);
    int versions = Windows.MOST_WHOLE_CLASSES / 300 + 2;
    for (int version = 1; version <= versions; version++) {
      MetricsWindow window = window(classes, 0, matrix);
      window.setModelVersion(version);
      windows.add(window);
    }

    assertThat(windows.newestFull(ofVersion(1))).isEmpty();
    assertThat(windows.points(ofVersion(1))).hasSize(1);
    assertThat(windows.newestFull(ofVersion(versions))).isPresent();
  }

  private static Series ofVersion(int version) {
    return new Series("pets", version, "sightline-metrics", Duration.ofMinutes(5).toMillis());
  }
}
