package dev.sightline.trainer.data.batch;

import java.util.Iterator;

/**
 * The batches of one epoch, or of its rest: to be gone through once, by one thread, and closed
 * whether or not that came to the end. Each batch is on loan until the next one is asked for.
 */
public interface EpochBatches extends Iterable<Batch>, AutoCloseable {

  /** Gives back what making batches took, a thread for example. Closing twice is once. */
  @Override
  void close();

  /** Batches that have nothing to give back. */
  static EpochBatches of(Iterable<Batch> batches) {
    return new EpochBatches() {
      @Override
      public Iterator<Batch> iterator() {
        return batches.iterator();
      }

      @Override
      public void close() {}
    };
  }
}
