package dev.sightline.trainer.data.batch;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The batches of one epoch, copied by a daemon thread into a ring of buffers as these become free.
 * The buffer of a batch is free again when the next batch has been handed out.
 */
final class PrefetchedEpoch implements EpochBatches, Iterator<Batch> {

  /** What the filling thread hands over: some batches, and at last one of the others. */
  private sealed interface Handover permits Filled, Failed, Over {}

  private record Filled(BatchBuffer buffer) implements Handover {}

  private record Failed(Throwable cause) implements Handover {}

  private record Over() implements Handover {}

  private final EpochBatches source;
  private final LongSupplier nanoTime;
  private final LongConsumer waitedNanos;
  private final BlockingQueue<BatchBuffer> free;
  private final BlockingQueue<Handover> handedOver;
  private final Thread filler;
  private boolean begun;
  private boolean closed;
  private Handover next;
  private BatchBuffer onLoan;

  private PrefetchedEpoch(
      String threadName,
      EpochBatches source,
      int buffers,
      LongSupplier nanoTime,
      LongConsumer waitedNanos) {
    this.source = source;
    this.nanoTime = nanoTime;
    this.waitedNanos = waitedNanos;
    this.free = new ArrayBlockingQueue<>(buffers);
    this.handedOver = new ArrayBlockingQueue<>(buffers + 1); // all, and what comes at last
    for (int i = 0; i < buffers; i++) {
      free.add(new BatchBuffer());
    }
    this.filler = new Thread(this::fill, threadName);
    filler.setDaemon(true);
  }

  /**
   * Starts to fill buffers.
   *
   * @param source is gone through and closed by the thread that fills
   * @param buffers how many: one is on loan, the others are filled meanwhile
   * @param waitedNanos is told each time how long the next batch was waited for
   */
  static PrefetchedEpoch start(
      String threadName,
      EpochBatches source,
      int buffers,
      LongSupplier nanoTime,
      LongConsumer waitedNanos) {
    PrefetchedEpoch epoch = new PrefetchedEpoch(threadName, source, buffers, nanoTime, waitedNanos);
    epoch.filler.start();
    return epoch;
  }

  /** Runs in the thread that fills. */
  private void fill() {
    Handover last = new Over();
    try (source) {
      for (Batch batch : source) {
        BatchBuffer buffer = free.take();
        buffer.copy(batch);
        handedOver.add(new Filled(buffer));
      }
    } catch (InterruptedException closing) {
      return; // nobody is waiting any more
    } catch (RuntimeException | Error failed) {
      last = new Failed(failed);
    }
    handedOver.add(last);
  }

  @Override
  public Iterator<Batch> iterator() {
    if (begun) {
      throw new IllegalStateException("the batches of an epoch are gone through only once");
    }
    begun = true;
    return this;
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      throw new IllegalStateException("the batches of this epoch are closed");
    }
    if (next == null) {
      next = take();
    }
    if (next instanceof Failed failed) {
      rethrow(failed.cause());
    }
    return next instanceof Filled;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch is over");
    }
    if (onLoan != null) {
      free.add(onLoan);
    }
    onLoan = ((Filled) next).buffer();
    next = null;
    return onLoan.batch();
  }

  /**
   * An interrupt waits until the batch is there: whoever trains wants to stop between two steps.
   */
  private Handover take() {
    long start = nanoTime.getAsLong();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return handedOver.take();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      waitedNanos.accept(nanoTime.getAsLong() - start);
    }
  }

  private static void rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) cause;
  }

  /** Ends the thread that fills, once it has made the batch it is at. */
  @Override
  public void close() {
    closed = true;
    filler.interrupt();
    boolean interrupted = false;
    while (filler.isAlive()) {
      try {
        filler.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
