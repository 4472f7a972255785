package dev.sightline.dashboard.present;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows of five minutes, a new one every thirty seconds. */
class LatestLabelsTest {
  private static final int LENGTH = 300;
  private static final int ADVANCE = 30;
  private static final Series SERIES =
      new Series("pets", 1, "sightline-metrics", Duration.ofSeconds(LENGTH).toMillis());

  private final Changes changes = new Changes();
  private final Windows windows = new Windows(changes);

  /** Takes in the windows of images, each labelled, whose seconds after noon are told. */
  private void addAll(List<Integer> seconds) {
    int last = seconds.stream().mapToInt(Integer::intValue).max().orElseThrow();
    for (int start = ADVANCE - LENGTH; start <= last; start += ADVANCE) {
      int from = start;
      long count = seconds.stream().filter(at -> at >= from && at < from + LENGTH).count();
      if (count > 0) {
        windows.add(window(start, count, 0L, 0L, 0L));
      }
    }
  }

  private LatestLabels newest(long wanted) {
    List<LatestLabels> all = windows.latestLabels(SERIES, wanted);
    return all.get(all.size() - 1);
  }

  @Test
  void theShortestWindowThatHasEnoughIsTaken() {
    addAll(List.of(10, 100, 200, 210, 290, 295));

    assertThat(newest(2).labelled()).isEqualTo(2);
    assertThat(newest(2).startMs()).isEqualTo(NOON.plusSeconds(270).toEpochMilli());
    assertThat(newest(3).labelled()).as("210 starts a window").isEqualTo(3);
    assertThat(newest(4).labelled()).isEqualTo(4);
  }

  @Test
  void windowsBeforeTheFullOneAreAddedEndToStart() {
    addAll(List.of(10, 400, 410, 900, 1000));

    LatestLabels three = newest(3);

    assertThat(three.labelled()).isEqualTo(4);
    assertThat(three.endMs()).isEqualTo(NOON.plusSeconds(1020).toEpochMilli());
    assertThat(newest(5).labelled()).isEqualTo(5);
    assertThat(newest(100).labelled()).as("all that are known").isEqualTo(5);
  }

  @Test
  void noImageCountsTwiceAndNoneIsLeftOut() {
    Random random = new Random(7);
    List<Integer> seconds = random.ints(400, 0, 20_000).sorted().boxed().toList();
    addAll(seconds);

    for (int wanted = 1; wanted <= 400; wanted++) {
      LatestLabels labels = newest(wanted);
      long from = (labels.startMs() - NOON.toEpochMilli()) / 1000;
      assertThat(labels.labelled())
          .as("the last %d", wanted)
          .isEqualTo(seconds.stream().filter(at -> at >= from).count())
          .isGreaterThanOrEqualTo(wanted);
    }
  }

  @Test
  void itHasTheWilsonBandOfWhatItCounts() {
    windows.add(window(0, 8L, 2L, 1L, 9L));
    windows.add(window(300, 8L, 2L, 1L, 9L));

    // statsmodels: proportion_confint(34, 40, method="wilson")
    assertThat(newest(30).band().lower()).isCloseTo(0.70928, within(1e-5));
    assertThat(newest(30).band().upper()).isCloseTo(0.92939, within(1e-5));
    assertThat(newest(30).predictions()).isEqualTo(80);
  }

  @Test
  void aLateLabelFarBackIsAChangeOfAllThatReachThere() {
    addAll(List.of(10, 400, 900));
    long seen = changes.number();
    MetricsWindow late = window(0, 2L, 0L, 0L, 0L);
    windows.add(late);

    assertThat(windows.latestLabels(SERIES, 100))
        .filteredOn(labels -> labels.change() > seen)
        .extracting(LatestLabels::endMs)
        .last()
        .isEqualTo(NOON.plusSeconds(930).toEpochMilli());
  }
}
