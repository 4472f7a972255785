package dev.sightline.dashboard.picture;

/** An image as a browser may get it, or why there is none. */
public sealed interface Picture {
  /** A PNG file that was made here. */
  record Png(byte[] file) implements Picture {}

  /**
   * No picture for now: it may be found later.
   *
   * @param reason in a sentence without a full stop
   */
  record Away(String reason) implements Picture {}

  /**
   * No picture.
   *
   * @param reason in a sentence without a full stop
   */
  record Missing(String reason) implements Picture {}
}
