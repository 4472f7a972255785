package dev.sightline.trainer.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Deals out examples in batches, in another order each epoch. The order is a function of the seed
 * and the epoch alone: the same on every run and machine, whatever epochs came before. Each example
 * comes once an epoch; the last batch holds what is left.
 *
 * <p>Immutable; several threads may run epochs at once, each with its own iterator.
 */
public final class Batches implements BatchSource {
  private final Examples examples;
  private final int batchSize;
  private final long seed;

  /**
   * @param batchSize examples in a batch, the last of an epoch excepted
   * @throws IllegalArgumentException when it is not positive or there are no examples
   */
  public Batches(Examples examples, int batchSize, long seed) {
    if (batchSize < 1 || examples.size() == 0) {
      throw new IllegalArgumentException(
          "batches of " + batchSize + " out of " + examples.size() + " examples");
    }
    this.examples = examples;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  @Override
  public int images() {
    return examples.size();
  }

  /** Batches in each epoch: steps of training. */
  public int perEpoch() {
    return (examples.size() - 1) / batchSize + 1;
  }

  /** The batches of an epoch, dealt out into one pair of arrays for each iterator. */
  @Override
  public Iterable<Batch> epoch(int epoch) {
    return () -> new Epoch(order(epoch));
  }

  /**
   * A permutation of the examples' indices by Fisher and Yates. The seed is scattered over 64 bits
   * first, so that neither neighbouring seeds nor neighbouring epochs have anything in common.
   */
  private int[] order(int epoch) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    int[] order = IntStream.range(0, examples.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private final class Epoch implements Iterator<Batch> {
    private final int[] order;
    private final byte[] pixels = examples.imageSize().allocate(batchSize);
    private final int[] labels = new int[batchSize];
    private int dealt;

    Epoch(int[] order) {
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      return dealt < order.length;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch is over");
      }
      int count = Math.min(batchSize, order.length - dealt);
      for (int i = 0; i < count; i++) {
        int example = order[dealt++];
        examples.copyImage(example, pixels, i * examples.imageBytes());
        labels[i] = examples.labels()[example];
      }
      return new Batch(pixels, labels, count);
    }
  }
}
