package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChangedWindowsTest {
  private static final ModelVersion FIRST = new ModelVersion("cifar", 1);
  private static final ModelVersion SECOND = new ModelVersion("cifar", 2);

  private final ChangedWindows changed = new ChangedWindows();
  private final List<String> handedOut = new ArrayList<>();

  private void handOut(int most) {
    changed.handOut(
        ofModel -> {
          while (!ofModel.startsMs().isEmpty() && handedOut.size() < most) {
            handedOut.add(ofModel.model() + "/" + ofModel.startsMs().pollFirst());
          }
        });
  }

  @Test
  void theyComeByModelVersionInOrderOfTime() {
    changed.add(SECOND, 20);
    changed.add(FIRST, 30);
    changed.add(SECOND, 10);
    changed.add(SECOND, 10);
    handOut(9);
    assertThat(handedOut).containsExactly("cifar/1/30", "cifar/2/10", "cifar/2/20");
    assertThat(changed.earliestMs()).isEmpty();
  }

  @Test
  void whatIsLeftComesFirstThoughOthersChangeMeanwhile() {
    changed.add(FIRST, 10);
    changed.add(FIRST, 20);
    changed.add(SECOND, 10);
    handOut(1);
    changed.add(FIRST, 10);
    changed.add(FIRST, 5);
    assertThat(changed.earliestMs()).hasValue(5);

    handOut(3);
    assertThat(handedOut).containsExactly("cifar/1/10", "cifar/1/20", "cifar/2/10");
    handOut(9);
    assertThat(handedOut).endsWith("cifar/1/5", "cifar/1/10");
  }

  @Test
  void timeForWorkIsUpWhenItHasPassed() {
    AtomicLong nanos = new AtomicLong(-5);
    WorkTime workTime = new WorkTime(Duration.ofNanos(10), nanos::get);
    workTime.start();
    assertThat(workTime.isUp()).isFalse();
    nanos.addAndGet(9);
    assertThat(workTime.isUp()).isFalse();
    nanos.addAndGet(1);
    assertThat(workTime.isUp()).isTrue();
  }
}
