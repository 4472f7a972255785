package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.topology.http.Health;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.FakeModel;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScoringPartTest {
  private final Champion champion = new Champion();
  private final Application application = new Application();
  private final ScoringPart scoring = new ScoringPart(champion, () -> application);

  @AfterEach
  void close() {
    scoring.close();
    champion.close();
  }

  private void letAVersionServe() {
    champion.promote(new FakeModel(1), () -> {});
  }

  @Nested
  class BeforeAVersionServes {
    @Test
    void itIsLiveButNotReady() {
      scoring.start();

      assertThat(scoring.live()).isEqualTo(Health.healthy("scoring has not started"));
      assertThat(scoring.ready()).isEqualTo(Health.unhealthy("scoring has not started"));
      assertThat(scoring.failure()).isEmpty();
      assertThat(application.started).isFalse();
    }
  }

  @Nested
  class OnceAVersionServes {
    @Test
    void theApplicationStartsAndItsHealthIsThePartsOwn() {
      scoring.start();
      letAVersionServe();

      await().until(() -> application.started);
      assertThat(scoring.live()).isEqualTo(Health.healthy("scoring lives"));
      assertThat(scoring.ready()).isEqualTo(Health.healthy("scoring is ready"));

      application.failure = new OutOfMemoryError("heap");
      assertThat(scoring.failure()).contains(application.failure);
    }

    @Test
    void theApplicationClosesWithThePart() {
      scoring.start();
      letAVersionServe();
      await().until(() -> application.started);

      scoring.close();

      assertThat(application.closed).isTrue();
    }

    @Test
    void anApplicationThatCanNotStartEndsThePartWithItsFailure() {
      application.failsToStart = new IllegalStateException("the state folder is locked");
      scoring.start();
      letAVersionServe();

      await().until(() -> scoring.failure().isPresent());
      assertThat(scoring.failure()).contains(application.failsToStart);
      assertThat(scoring.live())
          .isEqualTo(Health.unhealthy("scoring can't start: the state folder is locked"));
      assertThat(scoring.ready().healthy()).isFalse();
    }
  }

  @Nested
  class WhenClosedBefore {
    @Test
    void aVersionThatServesLaterStartsNothing() {
      scoring.start();

      scoring.close();
      letAVersionServe();

      assertThat(application.started).isFalse();
    }
  }

  private static final class Application implements Part {
    private volatile boolean started;
    private volatile boolean closed;
    private volatile Throwable failure;
    private RuntimeException failsToStart;

    @Override
    public void start() {
      if (failsToStart != null) {
        throw failsToStart;
      }
      started = true;
    }

    @Override
    public Health live() {
      return Health.healthy("scoring lives");
    }

    @Override
    public Health ready() {
      return Health.healthy("scoring is ready");
    }

    @Override
    public Optional<Throwable> failure() {
      return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
