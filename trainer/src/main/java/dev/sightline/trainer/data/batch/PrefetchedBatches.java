package dev.sightline.trainer.data.batch;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Another source's batches, made ahead of time by a thread of each epoch's own, so that training
 * waits neither for copying nor for transforms. The thread starts when an epoch is asked for and
 * ends with it, or when its batches are closed.
 *
 * <p>Memory: {@code ahead + 1} batches for each epoch that is not closed. Immutable but for the
 * time waited; the batches of an epoch are for one thread.
 */
public final class PrefetchedBatches implements BatchSource {
  private final BatchSource source;
  private final int ahead;
  private final LongSupplier nanoTime;
  private final LongAdder waitedNanos = new LongAdder();

  /**
   * @param source is asked for an epoch by the caller's thread, and for its batches by another
   * @param ahead batches that are kept ready, besides the one on loan; at least 1
   * @throws IllegalArgumentException when it is not positive
   */
  public PrefetchedBatches(BatchSource source, int ahead) {
    this(source, ahead, System::nanoTime);
  }

  PrefetchedBatches(BatchSource source, int ahead, LongSupplier nanoTime) {
    if (ahead < 1) {
      throw new IllegalArgumentException(ahead + " batches ahead, expected 1 or more");
    }
    this.source = source;
    this.ahead = ahead;
    this.nanoTime = nanoTime;
  }

  @Override
  public int images() {
    return source.images();
  }

  @Override
  public int perEpoch() {
    return source.perEpoch();
  }

  /** What the source throws while it makes a batch is thrown where that batch is asked for. */
  @Override
  public EpochBatches epoch(int number, int stepsDone) {
    return PrefetchedEpoch.start(
        "batches-of-epoch-" + number,
        source.epoch(number, stepsDone),
        ahead + 1,
        nanoTime,
        waitedNanos::add);
  }

  /** How long whoever trains has waited for batches, over all epochs so far. */
  public Duration waited() {
    return Duration.ofNanos(waitedNanos.sum());
  }
}
