package dev.sightline.trainer.progress;

/**
 * A figure of an epoch so far.
 *
 * @param makesWayBefore where there is no room: a figure makes way before those of lower numbers,
 *     and never with 0
 */
record Figure(String text, int makesWayBefore) {
  boolean makesWay() {
    return makesWayBefore > 0;
  }
}
