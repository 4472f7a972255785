package dev.sightline.topology;

import dev.sightline.topology.http.Health;
import dev.sightline.topology.model.Champion;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scoring of the role {@code score}. It starts when a first model version serves: until then
 * the worker is no member of the group, so images wait in Kafka or go to workers that are ready.
 */
final class ScoringPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringPart.class);

  private final Champion champion;
  private final Supplier<? extends Part> application;
  private final Thread starter = new Thread(this::startOnceAVersionServes, "scoring-start");
  private volatile Part scoring;
  private volatile Throwable failure;
  private boolean closed;

  /**
   * @param application makes what scores, not yet started
   */
  ScoringPart(Champion champion, Supplier<? extends Part> application) {
    this.champion = champion;
    this.application = application;
  }

  @Override
  public void start() {
    starter.start();
  }

  private void startOnceAVersionServes() {
    try {
      if (champion.awaitFirst(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
        startScoring();
      }
    } catch (InterruptedException closing) {
      LOG.debug("closed before a version served");
    } catch (RuntimeException | Error e) {
      failure = e;
      LOG.error("scoring can't start", e);
    }
  }

  private synchronized void startScoring() {
    if (!closed) {
      scoring = application.get();
      scoring.start();
    }
  }

  @Override
  public Health live() {
    if (failure != null) {
      return Health.unhealthy("scoring can't start: " + failure.getMessage());
    }
    return scoring == null ? Health.healthy("scoring has not started") : scoring.live();
  }

  @Override
  public Health ready() {
    if (failure != null) {
      return live();
    }
    return scoring == null ? Health.unhealthy("scoring has not started") : scoring.ready();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure)
        .or(() -> Optional.ofNullable(scoring).flatMap(Part::failure));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (scoring != null) {
        scoring.close();
      }
    }
    starter.interrupt();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
