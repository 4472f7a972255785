package dev.sightline.app.demo;

import java.util.OptionalLong;

/**
 * Which images of a replay are darkened and blurred, so that there is drift to be seen: enough
 * before them to know how it was, and twice as many after them to recover in.
 *
 * @param from the number of the first, of those after the swap, counted from 0
 * @param until the number of the first that is as it was again
 */
record Disturbance(long from, long until) {
  private static final long OF_ENDLESS = 1_000;

  /**
   * That of a replay.
   *
   * @param images how many follow the swap; without end when empty
   */
  static Disturbance of(OptionalLong images) {
    long quarter = images.isPresent() ? images.getAsLong() / 4 : OF_ENDLESS;
    return new Disturbance(quarter, 2 * quarter);
  }

  /** Whether it is the turn of a disturbed image. */
  boolean isOn(long image) {
    return image >= from && image < until;
  }
}
