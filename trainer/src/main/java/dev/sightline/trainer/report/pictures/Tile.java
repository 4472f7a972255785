package dev.sightline.trainer.report.pictures;

import dev.sightline.trainer.report.Numbers;

/**
 * One image of a grid with what stands below it.
 *
 * @param rgb uint8 {@code [row, column, channel]}
 * @param name the upper line, cut to its room
 * @param suffix goes on the upper line and is not cut; may be empty
 * @param note the lower line; may be empty
 * @param isMiss whether it is marked as a mistake
 */
record Tile(byte[] rgb, String name, String suffix, String note, boolean isMiss) {
  /** An image and its class. */
  static Tile sample(byte[] rgb, String name) {
    return new Tile(rgb, name, "", "", false);
  }

  /** An image, what it was taken for and how confidently, and what it is. */
  static Tile prediction(byte[] rgb, String predicted, double confidence, String actual) {
    return new Tile(
        rgb,
        predicted,
        " " + Numbers.percent(confidence),
        "true: " + actual,
        !predicted.equals(actual));
  }
}
