package dev.sightline.trainer.evaluation;

import java.util.concurrent.CancellationException;

/**
 * Heeds an interrupt between two batches. An evaluation takes minutes, and a process that ends
 * while TensorFlow computes may crash.
 */
final class Cancellation {
  private Cancellation() {}

  /**
   * Returns when this thread was not interrupted.
   *
   * @throws CancellationException when it was; the interrupt is cleared then, so that what is open
   *     can be closed in good order
   */
  static void check() {
    if (Thread.interrupted()) {
      throw new CancellationException("the evaluation was interrupted");
    }
  }
}
