package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StartingTest {
  private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatHasStartedIsClosedWithIt() throws InterruptedException {
    try (Starting<String> starting = new Starting<>("test", () -> "broker", closed::add)) {
      assertThat(starting.await()).isEqualTo("broker");
      assertThat(closed).isEmpty();
    }
    assertThat(closed).containsExactly("broker");
  }

  @Test
  void aStartThatIsNotDoneIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Starting<String> starting =
        new Starting<>(
            "test",
            () -> {
              never.await();
              return "broker";
            },
            closed::add);
    starting.close();
    assertThat(closed).isEmpty();
    assertThatThrownBy(starting::await).isInstanceOf(InterruptedException.class);
  }

  @Test
  void itIsClosedOnAnInterruptedThreadWhichStaysInterrupted() {
    Starting<String> starting = new Starting<>("test", () -> "broker", closed::add);
    Thread.currentThread().interrupt();
    starting.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).containsExactly("broker");
  }

  @Test
  void whatStoppedItIsToldToWhoeverAwaitsIt() {
    try (Starting<String> starting =
        new Starting<>(
            "test",
            () -> {
              throw new IllegalStateException("no port is free");
            },
            closed::add)) {
      assertThatThrownBy(starting::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no port is free");
    }
    assertThat(closed).isEmpty();
  }
}
