package dev.sightline.topology.model;

import dev.sightline.inference.session.MemoryShortage;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Why something does not come about, since when, and when it is tried again.
 *
 * @param reason in words, without a full stop
 * @param since when it failed first; it has not come about since
 * @param times how often it has failed
 * @param retryAt when it is tried again, {@link Instant#MAX} for never
 */
record Failure(Kind kind, String reason, Instant since, int times, Instant retryAt) {
  private static final Duration NO_MANIFEST_AT_MOST = Duration.ofSeconds(2);
  private static final Duration NO_MANIFEST_FIRST = Duration.ofMillis(200);
  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final Duration FIRST = Duration.ofSeconds(1);

  /** Whose trouble it is. */
  enum Kind {
    /** The version's: it will be the same at any time. */
    REJECTED,
    /** Its manifest can't be seen: it may come, at any moment. */
    NO_MANIFEST,
    /** The machine's: there is no memory for this version now. */
    NO_MEMORY,
    /** The worker's: broker, registry or disk fail, for any version. */
    SURROUNDINGS
  }

  /**
   * Of something that has failed now.
   *
   * @param last how it failed before, if it has not come about since
   */
  static Failure after(Optional<Failure> last, Kind kind, String reason, Instant now) {
    int times = last.map(Failure::times).orElse(0) + 1;
    Instant since = last.map(Failure::since).orElse(now);
    return new Failure(kind, reason, since, times, retryAt(kind, times, now));
  }

  /** What a thrown failure means. */
  static Kind kindOf(Throwable failure) {
    if (MemoryShortage.isBehind(failure)) {
      return Kind.NO_MEMORY;
    }
    return failure instanceof ModelRejectedException ? Kind.REJECTED : Kind.SURROUNDINGS;
  }

  /** What a thrown failure says. */
  static String reasonOf(Throwable failure) {
    return Refused.inWords(failure, Part.WORKER);
  }

  boolean isDue(Instant now) {
    return !now.isBefore(retryAt);
  }

  /** Whether it says something else than the one before. */
  boolean isNews(Optional<Failure> last) {
    return last.filter(same -> kind == same.kind && reason.equals(same.reason)).isEmpty();
  }

  /** For people, to stand behind the name of what failed. */
  String text() {
    return "%s since %s: %s"
        .formatted(
            kind == Kind.REJECTED ? "is rejected" : "is waited for",
            since.truncatedTo(ChronoUnit.SECONDS),
            reason);
  }

  private static Instant retryAt(Kind kind, int times, Instant now) {
    return switch (kind) {
      case REJECTED -> Instant.MAX;
      case NO_MANIFEST -> now.plus(pause(times, NO_MANIFEST_FIRST, NO_MANIFEST_AT_MOST));
      case NO_MEMORY, SURROUNDINGS -> now.plus(pause(times, FIRST, AT_MOST));
    };
  }

  /** Twice as long each time. */
  private static Duration pause(int times, Duration first, Duration atMost) {
    Duration pause = first.multipliedBy(1L << Math.min(times - 1, 10));
    return pause.compareTo(atMost) < 0 ? pause : atMost;
  }
}
