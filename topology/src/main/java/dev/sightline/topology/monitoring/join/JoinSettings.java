package dev.sightline.topology.monitoring.join;

import java.time.Duration;

/**
 * How far predictions and labels may lie apart. All but the last are event time.
 *
 * @param retention how far a prediction and its labels may lie apart
 * @param grace how far the partitions of one input may lag behind one another
 * @param maxLag how far one input may lag behind the other and still be waited for
 * @param maxAhead how far a timestamp may lie ahead of the wall clock
 */
public record JoinSettings(Duration retention, Duration grace, Duration maxLag, Duration maxAhead) {

  /**
   * How long a prediction is held after its event time: through its retention, and then as long as
   * labels of it may still lag, but a retention at least, in which late labels are known as such
   * and duplicates as duplicates.
   */
  Duration reach() {
    return retention.plus(grace.compareTo(retention) > 0 ? grace : retention);
  }
}
