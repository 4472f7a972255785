package dev.sightline.topology.webhook;

import java.time.Duration;
import java.util.Optional;

/** What became of an attempt to post an alert. */
sealed interface Answer {
  /** The receiver has it. */
  record Taken() implements Answer {}

  /**
   * The receiver does not want this alert, or none: which of the two, another alert shows.
   *
   * @param why in words, without a full stop
   */
  record Refused(String why) implements Answer {}

  /**
   * The receiver can't be reached, or can't take any alert now.
   *
   * @param why in words, without a full stop
   * @param retryAfter how long it asks to be left alone
   */
  record Unavailable(String why, Optional<Duration> retryAfter) implements Answer {}
}
