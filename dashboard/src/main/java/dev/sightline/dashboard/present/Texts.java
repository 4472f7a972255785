package dev.sightline.dashboard.present;

import dev.sightline.dashboard.feed.UnfitRecordException;

/** Texts that strangers wrote: bounded, whole for what identifies, cut for what is read. */
final class Texts {
  /** The longest id, name or class that is taken in. */
  static final int MAX_NAME = 512;

  private static final int MAX_SAID = 1000;

  private Texts() {}

  /**
   * A name or id as it is.
   *
   * @throws UnfitRecordException when it is longer than {@value #MAX_NAME} characters
   */
  static String name(String what, String text) {
    if (text == null || text.length() > MAX_NAME) {
      throw new UnfitRecordException(
          "%s: expected at most %d characters, found %s"
              .formatted(what, MAX_NAME, text == null ? "none" : text.length()));
    }
    return text;
  }

  /** A sentence, cut when it is long; null stays null. */
  static String said(String text) {
    return text == null || text.length() <= MAX_SAID ? text : text.substring(0, MAX_SAID) + "…";
  }
}
