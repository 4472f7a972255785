package dev.sightline.topology.scoring;

import dev.sightline.schemas.ModelManifest;
import dev.sightline.topology.http.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be said of the answers of the model: a warning in ten seconds at most, and health. A
 * hundred answers in a row that are no distribution, by all threads together, say that something is
 * wrong with the version and not with some images. Safe for use by many threads.
 */
public final class ModelAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ModelAnswers.class);
  private static final int UNHEALTHY_FROM = 100;
  private static final Duration WARN_EVERY = Duration.ofSeconds(10);

  private final Clock clock;
  private int version = -1;
  private long refusedInARow;
  private String lastFault = "";
  private Instant quietUntil = Instant.MIN;
  private long leftOut;

  public ModelAnswers(Clock clock) {
    this.clock = clock;
  }

  /** An answer was a distribution. */
  synchronized void accepted(ModelManifest model) {
    version = model.getVersion();
    refusedInARow = 0;
  }

  /** An answer was none, and its image becomes a dead letter. */
  synchronized void refused(ModelManifest model, String fault) {
    refusedInARow = model.getVersion() == version ? refusedInARow + 1 : 1;
    version = model.getVersion();
    lastFault = "%s %d %s".formatted(model.getName(), version, fault);
    warn();
  }

  private void warn() {
    if (clock.instant().isBefore(quietUntil)) {
      leftOut++;
      return;
    }
    LOG.warn("{}; the image becomes a dead letter ({} more left out before)", lastFault, leftOut);
    quietUntil = clock.instant().plus(WARN_EVERY);
    leftOut = 0;
  }

  /** Unhealthy while no answer can be used. */
  public synchronized Health health() {
    return refusedInARow < UNHEALTHY_FROM
        ? Health.healthy("the model's answers are distributions")
        : Health.unhealthy(
            "the last %d images became dead letters: %s".formatted(refusedInARow, lastFault));
  }
}
