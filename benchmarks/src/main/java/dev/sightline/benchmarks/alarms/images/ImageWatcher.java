package dev.sightline.benchmarks.alarms.images;

import java.util.List;

/** A detector, or several that are one to whoever looks, on a stream of images. For one thread. */
interface ImageWatcher {
  /**
   * Takes in an image.
   *
   * @return what raised an alarm by it, by name
   */
  List<String> next(Seen image);
}
