package dev.sightline.images;

/** Why an image was rejected. */
public enum RejectionReason {
  /** No content. */
  EMPTY,
  /** More bytes than {@link DecodeLimits#maxBytes()}. */
  TOO_MANY_BYTES,
  /** More pixels, a longer side or more work to decode than the limits allow. */
  TOO_MANY_PIXELS,
  /** Not decoded within {@link DecodeLimits#maxTime()}. */
  TOO_SLOW,
  /** Neither PNG nor JPEG, BMP or GIF. */
  UNKNOWN_FORMAT,
  /** A valid file of a kind that is not read, such as a CMYK JPEG. */
  UNSUPPORTED,
  /** Ends before its last pixel, or before a part that it announces. */
  TRUNCATED,
  /** Inconsistent in itself, or without pixels although it has its end. */
  DAMAGED,
  /** Raw RGB whose width, height and content do not agree. */
  WRONG_SIZE
}
