package dev.sightline.dashboard.lag;

import java.util.List;

/**
 * What the broker said last.
 *
 * @param lags of the groups that have committed something
 * @param fault what is wrong with the broker, in a sentence without a full stop; null when it
 *     answers
 * @param sinceMs since when; 0 when it answers
 * @param askedAtMs when it answered last; 0 for never
 */
public record BrokerState(List<Lag> lags, String fault, long sinceMs, long askedAtMs) {
  static final BrokerState UNKNOWN = new BrokerState(List.of(), null, 0, 0);
}
