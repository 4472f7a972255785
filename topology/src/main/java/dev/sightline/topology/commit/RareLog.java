package dev.sightline.topology.commit;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.slf4j.Logger;

/**
 * Warnings about records, one in ten seconds at most, each telling how many were left out before
 * it. For one thread.
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
    malformed(context.currentSystemTimeMs(), placeOf(context), reason);
  }

  /**
   * Warns of a record, or counts it for the next warning.
   *
   * @param nowMs wall-clock time
   * @param place where the record stands
   */
  public void malformed(long nowMs, String place, String reason) {
    warn(nowMs, "malformed record in " + place, reason);
  }

  /** Warns of what is the matter and where, or counts it for the next warning. */
  public void warn(long nowMs, String where, String what) {
    if (nowMs < quietUntilMs) {
      leftOut++;
      return;
    }
    log.warn("{}: {} ({} more left out before)", where, what, leftOut);
    quietUntilMs = nowMs + INTERVAL_MS;
    leftOut = 0;
  }

  /** Where the record stands that is being processed. */
  public static String placeOf(ProcessingContext context) {
    return context
        .recordMetadata()
        .map(at -> place(at.topic(), at.partition(), at.offset()))
        .orElse("an unknown place");
  }

  /** A place as people read it. */
  public static String place(String topic, int partition, long offset) {
    return topic + "-" + partition + " at offset " + offset;
  }
}
