package dev.sightline.inference.session;

import org.tensorflow.exceptions.TFResourceExhaustedException;

/** Tells a machine without memory for a model, now, from a model that is at fault. */
public final class MemoryShortage {
  private MemoryShortage() {}

  /** Whether memory, of the heap, of the process or of the device, is what a failure comes from. */
  public static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError || cause instanceof TFResourceExhaustedException) {
        return true;
      }
    }
    return false;
  }
}
