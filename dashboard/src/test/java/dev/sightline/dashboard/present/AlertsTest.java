package dev.sightline.dashboard.present;

import static dev.sightline.dashboard.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.TrustedRecords;
import org.junit.jupiter.api.Test;

class AlertsTest {
  static {
    TrustedRecords.trust();
  }

  private final Alerts alerts = new Alerts(new Changes());

  private static DriftAlert told(String statistic, AlertState state, long raisedAtImage) {
    boolean cleared = state == AlertState.CLEARED;
    return DriftAlert.newBuilder()
        .setModelName("pets")
        .setModelVersion(1)
        .setStatistic(statistic)
        .setState(state)
        .setValue(0.7)
        .setReference(0.9)
        .setThreshold(0.88)
        .setSample(200)
        .setSince(NOON)
        .setRaisedAt(NOON.plusSeconds(10))
        .setChangedAt(NOON.plusSeconds(cleared ? 70 : 10))
        .setRaisedAtImage(raisedAtImage)
        .setClearedAtImage(cleared ? raisedAtImage + 500 : null)
        .setMeanRunImages(1_000_000)
        .setMessage("accuracy fell")
        .build();
  }

  @Test
  void anAlarmThatIsClearedTakesThePlaceOfItselfRaised() {
    alerts.add(told("accuracy", AlertState.RAISED, 100));
    alerts.add(told("class-shares", AlertState.RAISED, 120));
    alerts.add(told("accuracy", AlertState.CLEARED, 100));

    assertThat(alerts.of("pets"))
        .extracting(Alerts.Alert::statistic)
        .containsExactly("accuracy", "class-shares");
    Alerts.Alert cleared = alerts.of("pets").get(0);
    assertThat(cleared.raised()).isFalse();
    assertThat(cleared.clearedAtImage()).isEqualTo(600);
    assertThat(cleared.clearedAtMs() - cleared.raisedAtMs()).isEqualTo(60_000);
    assertThat(alerts.of("plants")).isEmpty();
  }

  @Test
  void oneThatIsRaisedAgainIsAnotherInTheHistory() {
    alerts.add(told("accuracy", AlertState.RAISED, 100));
    alerts.add(told("accuracy", AlertState.CLEARED, 100));
    alerts.add(told("accuracy", AlertState.RAISED, 900));

    assertThat(alerts.of("pets")).extracting(Alerts.Alert::raised).containsExactly(true, false);
  }

  @Test
  void aStateThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> alerts.add(told("accuracy", AlertState.UNKNOWN, 100)))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessageContaining("RAISED or CLEARED");
  }
}
