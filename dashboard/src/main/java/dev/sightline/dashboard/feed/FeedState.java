package dev.sightline.dashboard.feed;

/**
 * How far the reading of a topic is. Immutable.
 *
 * @param topic its name
 * @param taken records taken in
 * @param passedOver records that could not be read or said what can't be
 * @param lastPassedOver where the last one of those stands and what is wrong with it; null for none
 * @param waitingFor what is waited for, in a sentence without a full stop; null for nothing
 * @param waitingSinceMs since when; 0 when nothing is waited for
 * @param caughtUp whether all that was there when the reading began has been read
 */
public record FeedState(
    String topic,
    long taken,
    long passedOver,
    String lastPassedOver,
    String waitingFor,
    long waitingSinceMs,
    boolean caughtUp) {
  private static final int MAX_TEXT = 300;

  static FeedState of(String topic) {
    return new FeedState(topic, 0, 0, null, null, 0, false);
  }

  FeedState takenOne() {
    return new FeedState(topic, taken + 1, passedOver, lastPassedOver, null, 0, caughtUp);
  }

  FeedState passedOver(String what) {
    return new FeedState(topic, taken, passedOver + 1, shortened(what), null, 0, caughtUp);
  }

  FeedState waiting(String what, long nowMs) {
    long since = waitingFor == null ? nowMs : waitingSinceMs;
    return new FeedState(
        topic, taken, passedOver, lastPassedOver, shortened(what), since, caughtUp);
  }

  FeedState goesOn() {
    return waitingFor == null
        ? this
        : new FeedState(topic, taken, passedOver, lastPassedOver, null, 0, caughtUp);
  }

  FeedState caughtUpNow() {
    return caughtUp
        ? this
        : new FeedState(topic, taken, passedOver, lastPassedOver, waitingFor, waitingSinceMs, true);
  }

  /** Messages quote what came, which may be of any length. */
  private static String shortened(String text) {
    String line = String.valueOf(text).strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }
}
