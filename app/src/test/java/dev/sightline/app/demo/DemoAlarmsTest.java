package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.TrustedRecords;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoAlarmsTest {
  private final DemoAlarms alarms = new DemoAlarms();

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  private static DriftAlert raised(String statistic, long image) {
    return DriftAlert.newBuilder()
        .setModelName("cifar10")
        .setModelVersion(2)
        .setStatistic(statistic)
        .setState(AlertState.RAISED)
        .setValue(0.4)
        .setReference(0.65)
        .setThreshold(0.6)
        .setSample(80)
        .setSince(Instant.EPOCH)
        .setChangedAt(Instant.EPOCH)
        .setRaisedAt(Instant.EPOCH)
        .setRaisedAtImage(image)
        .setMeanRunImages(1_000_000)
        .setMessage("accuracy fell")
        .build();
  }

  private static DriftAlert cleared(DriftAlert raised, long image) {
    return DriftAlert.newBuilder(raised)
        .setState(AlertState.CLEARED)
        .setClearedAtImage(image)
        .setValue(0.66)
        .build();
  }

  @Test
  void anAlarmIsOneFromWhereItIsRaisedToWhereItIsCleared() {
    DriftAlert accuracy = raised("accuracy", 1_230);
    DriftAlert brightness = raised("brightness", 1_100);
    alarms.add(brightness);
    alarms.add(accuracy);
    alarms.add(cleared(brightness, 2_000));
    assertThat(alarms.raised()).containsExactly(accuracy);
    assertThat(alarms.all().stream().map(DemoSummary.Alert::of))
        .containsExactly(
            new DemoSummary.Alert(2, "brightness", 1_100, 2_000L),
            new DemoSummary.Alert(2, "accuracy", 1_230, null));
  }

  @Test
  void aStatisticThatAlarmsAgainIsAnotherAlarm() {
    DriftAlert first = raised("accuracy", 1_000);
    alarms.add(first);
    alarms.add(cleared(first, 1_500));
    alarms.add(raised("accuracy", 1_800));
    assertThat(alarms.all()).hasSize(2);
    assertThat(alarms.raised()).hasSize(1);
  }

  @Test
  void whatIsNewIsSaidOnce() {
    DriftAlert accuracy = raised("accuracy", 1_230);
    alarms.add(accuracy);
    assertThat(alarms.news()).containsExactly("ALARM   at image 1,230: accuracy 40.0%, was 65.0%");
    alarms.add(cleared(accuracy, 2_000));
    assertThat(alarms.news()).containsExactly("cleared at image 2,000: accuracy 66.0%, was 65.0%");
    assertThat(alarms.news()).isEmpty();
  }

  @Test
  void thoseWithoutRoomAreCounted() {
    assertThat(alarms.raisedIn(79)).isEmpty();
    alarms.add(raised("brightness", 1));
    alarms.add(raised("contrast", 2));
    alarms.add(raised("estimated-accuracy", 3));
    assertThat(alarms.raisedIn(79)).hasValue("alarms: brightness, contrast, estimated-accuracy");
    assertThat(alarms.raisedIn(39)).hasValue("alarms: brightness, contrast and 1 more");
    assertThat(alarms.raisedIn(10)).hasValue("alarms: 3");
  }
}
