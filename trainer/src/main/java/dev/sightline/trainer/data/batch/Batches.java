package dev.sightline.trainer.data.batch;

import dev.sightline.trainer.augmentation.Augmentations;
import dev.sightline.trainer.augmentation.Draw;
import dev.sightline.trainer.data.Examples;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Deals out examples in batches, in another order each epoch and changed by random transforms. The
 * order is a function of the seed and the epoch alone, what becomes of an image one of seed, epoch
 * and example: the same on every run and machine, whatever epochs came before.
 *
 * <p>Immutable; several threads may run epochs at once, each with its own iterator.
 */
public final class Batches implements BatchSource {
  private final Examples examples;
  private final int batchSize;
  private final long seed;
  private final Augmentations augmentations;
  private final int images;

  /**
   * Every example once an epoch, as it is; the last batch holds what is left.
   *
   * @param batchSize examples in a batch, the last of an epoch excepted
   * @throws IllegalArgumentException when it is not positive or there are no examples
   */
  public Batches(Examples examples, int batchSize, long seed) {
    this(examples, batchSize, seed, Augmentations.NONE, LastBatch.KEEP);
  }

  /**
   * @param batchSize examples in a batch; a last one that is kept may have fewer
   * @param seed of the order and of the transforms
   * @throws IllegalArgumentException when the batch size is not positive or there is no batch
   */
  public Batches(
      Examples examples,
      int batchSize,
      long seed,
      Augmentations augmentations,
      LastBatch lastBatch) {
    if (batchSize < 1 || lastBatch.dealt(examples.size(), batchSize) == 0) {
      throw new IllegalArgumentException(
          "batches of " + batchSize + " out of " + examples.size() + " examples");
    }
    this.examples = examples;
    this.batchSize = batchSize;
    this.seed = seed;
    this.augmentations = augmentations;
    this.images = lastBatch.dealt(examples.size(), batchSize);
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public int perEpoch() {
    return (images - 1) / batchSize + 1;
  }

  /** The batches of an epoch, dealt out into one pair of arrays for each iterator. */
  @Override
  public EpochBatches epoch(int number, int stepsDone) {
    if (stepsDone < 0 || stepsDone > perEpoch()) {
      throw new IllegalArgumentException(
          "%d steps done in an epoch of %d".formatted(stepsDone, perEpoch()));
    }
    return EpochBatches.of(() -> new Epoch(number, stepsDone));
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
    private final int number;
    private final int[] order;
    private final byte[] pixels = examples.imageSize().allocate(batchSize);
    private final int[] labels = new int[batchSize];
    private final Draw draw = new Draw(seed);
    private int dealt;

    Epoch(int number, int stepsDone) {
      this.number = number;
      this.order = order(number);
      this.dealt = Math.min(images, stepsDone * batchSize);
    }

    @Override
    public boolean hasNext() {
      return dealt < images;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch is over");
      }
      int count = Math.min(batchSize, images - dealt);
      for (int place = 0; place < count; place++) {
        deal(order[dealt++], place);
      }
      return new Batch(pixels, labels, count);
    }

    private void deal(int example, int place) {
      int offset = place * examples.imageBytes();
      examples.copyImage(example, pixels, offset);
      augmentations.apply(
          pixels, offset, examples.height(), examples.width(), draw.begin(number, example));
      labels[place] = examples.labels()[example];
    }
  }
}
