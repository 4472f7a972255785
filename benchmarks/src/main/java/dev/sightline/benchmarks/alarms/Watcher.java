package dev.sightline.benchmarks.alarms;

/** A detector that takes in one image after another, and starts anew after an alarm. */
@FunctionalInterface
interface Watcher {
  /**
   * Takes in an image.
   *
   * @param drawn the class that it is of, or 1 for right and 0 for wrong
   * @return whether that brought an alarm
   */
  boolean add(int drawn);
}
