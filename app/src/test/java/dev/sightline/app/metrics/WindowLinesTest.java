package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.AlertState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WindowLinesTest {
  private final StringWriter out = new StringWriter();
  private final Watched watched = new Watched();
  private final WatchedWindows windows = watched.windows;
  private Instant now = Windows.NOON;
  private final InstantSource clock = () -> now;
  private final WindowLines lines = lines(false, 100);

  private WindowLines lines(boolean withMatrix, long max) {
    return new WindowLines(windows, withMatrix, max, new PrintWriter(out, true), clock);
  }

  @Test
  void aWindowThatChangesTwoHundredTimesIsOneLineWhenTheNextTakesItsPlace() {
    for (int second = 0; second < 200; second++) {
      for (int start : List.of(-240, -180, -120, -60, 0)) {
        lines.add(Windows.labelled(3, start, 140).build());
      }
    }
    assertThat(out.toString()).isEmpty();

    lines.add(Windows.labelled(3, 60, 140).build());

    assertThat(out.toString().lines())
        .containsExactly(
            "2026-01-01 11:56:00 to 12:01:00  cifar10/3  1,000 images, 150 labelled (15.0%)"
                + "  accuracy 93.3% [88.2 to 96.3%]  macro F1 0.900  held out 91.0%"
                + "  labels after 5.2s  last 1,000 labels 93.3% of 150");
  }

  @Test
  void theChangeSinceTheWindowBeforeStandsBesideTheAccuracy() {
    lines.add(Windows.labelled(3, -240, 120).build());
    lines.add(Windows.labelled(3, -180, 135).build());
    lines.add(Windows.labelled(3, 60, 150).build());
    lines.end();

    assertThat(out.toString().lines().skip(1)).singleElement().asString().contains("90.0% (+10.0)");
  }

  @Test
  void theFiguresOfDriftAndTheAlarmsThatStandAreOnTheLineToo() {
    lines.add(Watched.drifted(Windows.labelled(3, 0, 140)));
    watched.tell(3, "brightness", AlertState.RAISED);
    lines.end();
    watched.tell(3, "brightness", AlertState.CLEARED);
    lines.end();

    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(
                        "  estimated 75.0% [72.3 to 77.7%]  PSI classes 0.275, brightness 0.879"
                            + "  alarms brightness 0 to 32.5 since 12:01:10"),
            line -> assertThat(line).endsWith("brightness 0.879"));
  }

  @Nested
  class WhenNothingChangesAnyMore {
    @Test
    void theNewestIsALineToo() {
      lines.add(Windows.unlabelled(3, 0).build());
      now = now.plusSeconds(2);
      lines.pause();
      assertThat(out.toString()).isEmpty();

      now = now.plusSeconds(1);
      lines.pause();
      now = now.plusSeconds(60);
      lines.pause();

      assertThat(out.toString().lines())
          .singleElement()
          .asString()
          .contains("10 images, 0 labelled (0.0%)  accuracy -  macro F1 -  held out 91.0%");
    }

    @Test
    void eachVersionHasItsOwn() {
      lines.add(Windows.unlabelled(3, 0).build());
      lines.add(Windows.unlabelled(4, 0).build());
      lines.end();

      assertThat(out.toString().lines())
          .hasSize(2)
          .anyMatch(line -> line.contains("cifar10/3"))
          .anyMatch(line -> line.contains("cifar10/4"));
    }
  }

  @Nested
  class WhenTheMatrixIsAskedFor {
    @Test
    void itStandsBelowTheLine() {
      WindowLines withMatrix = lines(true, 100);
      withMatrix.add(Windows.labelled(3, 0, 140).build());
      withMatrix.end();

      assertThat(out.toString().lines()).hasSize(5).anyMatch(line -> line.startsWith("precision"));
    }
  }

  @Nested
  class WhenThereWereEnough {
    @Test
    void itAsksForNoMore() {
      WindowLines two = lines(false, 2);

      assertThat(two.add(Windows.labelled(3, -240, 140).build())).isTrue();
      assertThat(two.add(Windows.labelled(3, 60, 140).build())).isTrue();
      assertThat(two.add(Windows.labelled(3, 360, 140).build())).isFalse();
      two.end();

      assertThat(out.toString().lines()).hasSize(2);
    }
  }
}
