package dev.sightline.topology.scoring;

import dev.sightline.images.RejectionReason;

/**
 * Why an image became a dead letter: a stable code to count and filter by, which stands in the dead
 * letter's headers and in {@code sightline.images.dead.lettered}.
 */
public enum DeadLetterReason {
  /** The record has no value. */
  NO_VALUE,
  /** The record has no key, which is the image's id. */
  NO_KEY,
  /** The key is longer than an id may be. */
  ID_TOO_LONG,
  /** The value is no image event. */
  UNREADABLE_EVENT,
  /** The key is not the event's id. */
  KEY_MISMATCH,
  /** {@link RejectionReason#EMPTY}. */
  EMPTY,
  /** {@link RejectionReason#TOO_MANY_BYTES}. */
  TOO_MANY_BYTES,
  /** {@link RejectionReason#TOO_MANY_PIXELS}. */
  TOO_MANY_PIXELS,
  /** {@link RejectionReason#TOO_SLOW}. */
  TOO_SLOW,
  /** {@link RejectionReason#UNKNOWN_FORMAT}. */
  UNKNOWN_FORMAT,
  /** {@link RejectionReason#UNSUPPORTED}. */
  UNSUPPORTED,
  /** {@link RejectionReason#TRUNCATED}. */
  TRUNCATED,
  /** {@link RejectionReason#DAMAGED}. */
  DAMAGED,
  /** {@link RejectionReason#WRONG_SIZE}. */
  WRONG_SIZE,
  /** The model answered no distribution over its classes. */
  MODEL_ANSWER,
  /** The prediction has more bytes than its topic takes. */
  TOO_LARGE,
  /** The image's timestamp is too far from now for the predictions' topic. */
  TIMESTAMP,
  /** The broker refused the prediction. */
  REFUSED;

  /** That of an image whose pixels can't be read. */
  static DeadLetterReason of(RejectionReason rejection) {
    return valueOf(rejection.name());
  }
}
