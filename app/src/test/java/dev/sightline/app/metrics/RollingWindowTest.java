package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.schemas.MetricsWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of five minutes, a new one each minute. */
class RollingWindowTest {
  private final RollingWindow rolling = new RollingWindow(30);

  @Test
  void ofWindowsThatHoldTheLatestImagesTheOneThatReachesBackTheFurthestIsShown() {
    for (int start : List.of(-240, -180, -120, -60, 0)) {
      rolling.add(Windows.labelled(3, start, 140).build());
    }

    assertThat(rolling.newest().getWindowStart()).isEqualTo(Windows.NOON.minusSeconds(240));
    assertThat(rolling.change()).isEmpty();
  }

  @Test
  void theNextOneTakesItsPlaceWhenItHasEnded() {
    rolling.add(Windows.labelled(3, -240, 120).build());
    rolling.add(Windows.labelled(3, -180, 135).build());

    assertThat(rolling.add(Windows.labelled(3, 60, 150).build()))
        .map(MetricsWindow::getWindowStart)
        .hasValue(Windows.NOON.minusSeconds(240));
    assertThat(rolling.newest().getWindowStart()).isEqualTo(Windows.NOON.minusSeconds(180));
    assertThat(rolling.change().orElseThrow()).isEqualTo(0.1, within(1e-9));
  }

  @Test
  void aLateLabelOfTheOneBeforeCounts() {
    rolling.add(Windows.labelled(3, -240, 120).build());
    rolling.add(Windows.labelled(3, -180, 135).build());
    rolling.add(Windows.labelled(3, 60, 150).build());

    assertThat(rolling.add(Windows.labelled(3, -240, 135).build())).isEmpty();
    assertThat(rolling.newest().getWindowStart()).isEqualTo(Windows.NOON.minusSeconds(180));
    assertThat(rolling.change().orElseThrow()).isZero();
  }

  @Test
  void anOldWindowThatComesAgainDoesNotBringItselfBack() {
    rolling.add(Windows.labelled(3, 600, 120).build());
    rolling.add(Windows.labelled(3, -240, 135).build());

    assertThat(rolling.newest().getWindowStart()).isEqualTo(Windows.NOON.plusSeconds(600));
  }

  @Test
  void ofTooFewLabelsNoChangeIsTold() {
    rolling.add(Windows.labelled(3, -240, 120).build());
    rolling.add(Windows.labelled(3, -180, 135).setLabelled(29).build());
    rolling.add(Windows.labelled(3, 60, 150).build());

    assertThat(rolling.newest().getWindowStart()).isEqualTo(Windows.NOON.minusSeconds(180));
    assertThat(rolling.change()).isEmpty();
  }
}
