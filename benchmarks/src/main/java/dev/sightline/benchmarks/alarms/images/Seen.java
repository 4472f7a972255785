package dev.sightline.benchmarks.alarms.images;

import dev.sightline.schemas.ImageStatistics;

/**
 * What a monitor sees when one image more has come: its prediction, and the label of an earlier
 * one.
 *
 * @param label that came with it; null where none did
 */
record Seen(int predicted, float confidence, ImageStatistics statistics, Label label) {

  /** What an earlier image is, and what it was taken for. */
  record Label(int actual, int predicted) {
    boolean isRight() {
      return actual == predicted;
    }
  }
}
