package dev.sightline.topology.monitoring.join;

/**
 * What the join holds to be true of an image.
 *
 * @param actual the actual class
 * @param labelledAtMs when the truth became known: of two labels the later one holds
 * @param timestampMs the event time of the first label for the image, in ms since the epoch
 */
public record Truth(String actual, long labelledAtMs, long timestampMs) {

  /**
   * What becomes of another label for the same image. Equally old labels: the last to come holds.
   */
  LabelOutcome judge(Truth other) {
    if (other.labelledAtMs < labelledAtMs) {
      return LabelOutcome.STALE;
    }
    return other.actual.equals(actual) ? LabelOutcome.DUPLICATE : LabelOutcome.CORRECTED;
  }

  /**
   * What holds after another label that is not stale: its class, and still the first event time.
   */
  Truth revisedBy(Truth other) {
    return new Truth(other.actual, other.labelledAtMs, timestampMs);
  }
}
