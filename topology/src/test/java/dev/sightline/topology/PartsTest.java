package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.topology.http.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PartsTest {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final FakePart first = new FakePart("first");
  private final FakePart second = new FakePart("second");
  private final FakePart third = new FakePart("third");
  private final Parts parts =
      new Parts(List.of(first, second, third), Duration.ofMillis(1), Duration.ofSeconds(20));
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void endTheThread() {
    parts.close();
    thread.shutdownNow();
  }

  private Future<?> running() throws InterruptedException {
    Future<?> run =
        thread.submit(
            () -> {
              parts.run();
              return null;
            });
    third.watched.await();
    return run;
  }

  private static void hasEnded(Future<?> run) {
    assertThatNoException().isThrownBy(() -> run.get(20, TimeUnit.SECONDS));
  }

  @Nested
  class WhenAllGoesWell {
    @Test
    void theyStartInOrderAndCloseInTheOppositeOrder() throws Exception {
      Future<?> run = running();

      parts.close();

      hasEnded(run);
      assertThat(told)
          .containsExactly(
              "first starts",
              "second starts",
              "third starts",
              "third closes",
              "second closes",
              "first closes");
    }

    @Test
    void theyCloseOnce() throws Exception {
      Future<?> run = running();

      parts.close();
      parts.close();

      hasEnded(run);
      assertThat(told).filteredOn(what -> what.endsWith("closes")).hasSize(3);
    }

    @Test
    void anInterruptEndsTheRunAndClosesThem() throws Exception {
      Future<?> run = running();

      run.cancel(true);

      assertThat(thread.submit(() -> List.copyOf(told)).get()).endsWith("first closes");
    }

    @Test
    void oneThatWaitsWhileItStartsIsInterruptedByTheClose() throws Exception {
      second.startHangs = new CountDownLatch(1);
      Future<?> run =
          thread.submit(
              () -> {
                parts.run();
                return null;
              });
      second.started.await();

      parts.close();

      hasEnded(run);
      assertThat(told)
          .containsExactly("first starts", "second starts", "second closes", "first closes");
    }

    @Test
    void nothingStartsAfterTheClose() throws Exception {
      parts.close();

      parts.run();

      assertThat(told).isEmpty();
    }
  }

  @Nested
  class WhenAPartCanNotStart {
    @Test
    void itsFailureIsThrownAndThoseBeforeItCloseButNoneAfterItStarts() {
      second.failsToStart = new IllegalArgumentException("the port is taken");

      assertThatThrownBy(parts::run).isSameAs(second.failsToStart);
      assertThat(told)
          .containsExactly("first starts", "second starts", "second closes", "first closes");
    }
  }

  @Nested
  class WhenAPartEndsByItself {
    @Test
    void theRunEndsWithItsReasonAndItsFailureAndAllClose() throws Exception {
      Future<?> run = running();
      second.failure = new OutOfMemoryError("heap");

      second.live = Health.unhealthy("second is ERROR");

      assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("second is ERROR")
          .hasCause(second.failure);
      assertThat(told).endsWith("third closes", "second closes", "first closes");
    }

    @Test
    void aPartThatDoesNotKnowWhyEndsItToo() throws Exception {
      Future<?> run = running();

      first.live = Health.unhealthy("first is gone");

      assertThatThrownBy(() -> run.get(20, TimeUnit.SECONDS))
          .cause()
          .hasMessage("first is gone")
          .hasNoCause();
    }

    @Test
    void oneThatWorksNoMoreBecauseItWasClosedIsNoFailure() {
      third.whenAsked = parts::close;
      third.live = Health.unhealthy("third is PENDING_SHUTDOWN");

      assertThatNoException().isThrownBy(parts::run);
    }
  }

  @Nested
  class WhenAPartDoesNotCloseWell {
    @Test
    void theOthersCloseAllTheSame() throws Exception {
      third.failsToClose = new IllegalStateException("still busy");
      second.failsToClose = new IllegalStateException("busy too");
      Future<?> run = running();

      parts.close();

      hasEnded(run);
      assertThat(told).endsWith("third closes", "second closes", "first closes");
    }
  }

  @Nested
  class WhenAPartHangsAsItCloses {
    @Test
    void theOthersAreGivenUpInTheEnd() throws Exception {
      CountDownLatch never = new CountDownLatch(1);
      third.hangs = never;
      Parts hurried =
          new Parts(List.of(first, second, third), Duration.ofMillis(1), Duration.ofMillis(50));
      Future<?> run =
          thread.submit(
              () -> {
                hurried.run();
                return null;
              });
      third.watched.await();

      hurried.close();

      hasEnded(run);
      assertThat(told).endsWith("third closes");
      never.countDown();
    }
  }

  @Nested
  class WhenAskedForTheirHealth {
    @Test
    void theyAreHealthyWhenEachIsAndSayWhatEachSays() {
      assertThat(parts.live()).isEqualTo(Health.healthy("first lives, second lives, third lives"));
      assertThat(parts.ready())
          .isEqualTo(Health.healthy("first is ready, second is ready, third is ready"));
    }

    @Test
    void theFirstThatIsNotLiveSaysWhy() {
      second.live = Health.unhealthy("second is ERROR");
      third.live = Health.unhealthy("third is ERROR");

      assertThat(parts.live()).isEqualTo(Health.unhealthy("second is ERROR"));
      assertThat(parts.ready().healthy()).isTrue();
    }

    @Test
    void theFirstThatIsNotReadySaysWhy() {
      second.ready = Health.unhealthy("no version serves yet");
      third.ready = Health.unhealthy("third has not started");

      assertThat(parts.ready()).isEqualTo(Health.unhealthy("no version serves yet"));
      assertThat(parts.live().healthy()).isTrue();
    }

    @Test
    void oneThatFailsToSayIsNotReadyAndEndsNothing() throws Exception {
      second.failsToSay = new IllegalStateException("a bug");
      Future<?> run = running();

      assertThat(parts.ready().reason()).contains("can't be told", "a bug");
      assertThat(run).isNotDone();

      parts.close();
      hasEnded(run);
    }
  }

  /** A part that tells what is done with it. */
  private final class FakePart implements Part {
    private final String name;
    private final CountDownLatch watched = new CountDownLatch(2);
    private volatile Health live;
    private volatile Health ready;
    private volatile Throwable failure;
    private RuntimeException failsToStart;
    private volatile RuntimeException failsToSay;
    private RuntimeException failsToClose;
    private final CountDownLatch started = new CountDownLatch(1);
    private CountDownLatch startHangs = new CountDownLatch(0);
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private Runnable whenAsked = () -> {};

    FakePart(String name) {
      this.name = name;
      this.live = Health.healthy(name + " lives");
      this.ready = Health.healthy(name + " is ready");
    }

    @Override
    public void start() {
      told.add(name + " starts");
      started.countDown();
      try {
        startHangs.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failsToStart != null) {
        throw failsToStart;
      }
    }

    @Override
    public Health live() {
      watched.countDown();
      whenAsked.run();
      return live;
    }

    @Override
    public Health ready() {
      if (failsToSay != null) {
        throw failsToSay;
      }
      return ready;
    }

    @Override
    public Optional<Throwable> failure() {
      return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
      told.add(name + " closes");
      try {
        hangs.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failsToClose != null) {
        throw failsToClose;
      }
    }
  }
}
