package dev.sightline.benchmarks.training;

import dev.sightline.trainer.data.batch.Batch;
import dev.sightline.trainer.data.batch.BatchSource;
import dev.sightline.trainer.data.batch.EpochBatches;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Epochs that end after so many of another source's batches, all of which must be full. */
record FirstBatches(BatchSource all, int perEpoch, int batchSize) implements BatchSource {

  @Override
  public int images() {
    return perEpoch * batchSize;
  }

  @Override
  public EpochBatches epoch(int number, int stepsDone) {
    EpochBatches whole = all.epoch(number, stepsDone);
    return new EpochBatches() {
      @Override
      public Iterator<Batch> iterator() {
        return new First(whole.iterator(), perEpoch - stepsDone);
      }

      @Override
      public void close() {
        whole.close();
      }
    };
  }

  private static final class First implements Iterator<Batch> {
    private final Iterator<Batch> whole;
    private int left;

    First(Iterator<Batch> whole, int left) {
      this.whole = whole;
      this.left = left;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Batch next() {
      if (left == 0) {
        throw new NoSuchElementException("the measured batches are over");
      }
      left--;
      return whole.next();
    }
  }
}
