package dev.sightline.topology.commit;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.slf4j.Logger;

/**
 * Warnings about malformed records, one in ten seconds at most, each telling how many were left out
 * before it. For one thread.
 */
public final class RareLog {
  private static final long INTERVAL_MS = Duration.ofSeconds(10).toMillis();

  private final Logger log;
  private long quietUntilMs = Long.MIN_VALUE;
  private long leftOut;

  public RareLog(Logger log) {
    this.log = log;
  }

  /** Warns of the record that is being processed, or counts it for the next warning. */
  public void malformed(ProcessingContext context, String reason) {
    long nowMs = context.currentSystemTimeMs();
    if (nowMs < quietUntilMs) {
      leftOut++;
      return;
    }
    String where =
        context
            .recordMetadata()
            .map(at -> at.topic() + "-" + at.partition() + " at offset " + at.offset())
            .orElse("an unknown place");
    log.warn("malformed record in {}: {} ({} more left out before)", where, reason, leftOut);
    quietUntilMs = nowMs + INTERVAL_MS;
    leftOut = 0;
  }
}
