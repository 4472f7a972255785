package dev.sightline.topology.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What waits for the receiver, and why. Immutable.
 *
 * @param waiting alerts that were read and are not settled
 * @param trouble what the receiver said last, while it has not taken all that it was offered
 * @param since when it began, while there is one
 */
record OutboxState(int waiting, Optional<String> trouble, Optional<Instant> since) {
  static final OutboxState EMPTY = new OutboxState(0, Optional.empty(), Optional.empty());

  /** That which follows; a trouble that goes on began when it did, whatever is said of it. */
  OutboxState next(int nowWaiting, Optional<String> nowTrouble, Instant now) {
    return new OutboxState(
        nowWaiting,
        nowTrouble,
        nowTrouble.isEmpty() ? Optional.empty() : since.or(() -> Optional.of(now)));
  }

  /** What is the matter, for people; empty while nothing is. */
  Optional<String> text() {
    return trouble.map(
        said ->
            "%d alert%s since %s: %s"
                .formatted(
                    waiting,
                    waiting == 1 ? " waits" : "s wait",
                    since.orElseThrow().truncatedTo(ChronoUnit.SECONDS),
                    said));
  }
}
