package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChampionTest {
  private final Champion champion = new Champion();
  private final AtomicInteger retired = new AtomicInteger();
  private final FakeModel first = new FakeModel(1);
  private final FakeModel second = new FakeModel(2);

  @Nested
  class WhenNothingServes {
    @Test
    void aLeaseIsRefused() {
      assertThatThrownBy(champion::lease)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no model version serves");
    }

    @Test
    void waitingEndsWithoutAVersion() throws InterruptedException {
      assertThat(champion.awaitFirst(1, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Nested
  class WhenAVersionIsReplaced {
    @Test
    void itStaysOpenUntilItsLastLeaseIsGivenBack() {
      champion.promote(first, retired::incrementAndGet);
      Champion.Lease one = champion.lease();
      Champion.Lease two = champion.lease();

      champion.promote(second, () -> {});
      one.close();
      assertThat(first.closed).isFalse();
      assertThat(two.model()).isSameAs(first);
      two.close();

      assertThat(first.closed).isTrue();
      assertThat(retired).hasValue(1);
    }

    @Test
    void itIsClosedAtOnceWhenNobodyHoldsIt() {
      champion.promote(first, retired::incrementAndGet);
      champion.promote(second, () -> {});

      assertThat(first.closed).isTrue();
      assertThat(second.closed).isFalse();
      assertThat(retired).hasValue(1);
    }

    @Test
    void aFailureOfItsEndIsNoFailureOfWhoHeldItLast() {
      champion.promote(
          first,
          () -> {
            throw new IllegalStateException("no broker");
          });
      Champion.Lease last = champion.lease();
      champion.promote(second, () -> {});

      assertThatCode(last::close).doesNotThrowAnyException();
      assertThat(first.closed).isTrue();
    }

    @Test
    void leasesFromThenOnAreOfTheNewVersion() {
      champion.promote(first, () -> {});
      champion.promote(second, () -> {});
      try (Champion.Lease lease = champion.lease()) {
        assertThat(lease.model()).isSameAs(second);
      }
    }
  }

  @Nested
  class WhenManyThreadsScoreWhileVersionsChange {
    @Test
    void noneScoresOnAClosedModelAndEveryOldModelIsClosed() throws Exception {
      champion.promote(first, () -> {});
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<?>> scorers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        scorers.add(pool.submit(this::leaseOften));
      }
      List<FakeModel> versions = new ArrayList<>(List.of(first));
      for (int version = 2; version < 500; version++) {
        FakeModel next = new FakeModel(version);
        versions.add(next);
        champion.promote(next, () -> {});
      }
      for (Future<?> scorer : scorers) {
        scorer.get(30, TimeUnit.SECONDS);
      }
      pool.shutdown();
      champion.close();
      assertThat(versions).allMatch(model -> model.closed.get());
    }

    private void leaseOften() {
      for (int i = 0; i < 20_000; i++) {
        try (Champion.Lease lease = champion.lease()) {
          FakeModel model = (FakeModel) lease.model();
          assertThat(model.closed.get()).isFalse();
        }
      }
    }
  }
}
