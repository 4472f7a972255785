package dev.sightline.trainer.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.augmentation.Augmentations;
import dev.sightline.trainer.augmentation.RandomCrop;
import dev.sightline.trainer.data.Examples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PrefetchedBatchesTest {
  private static final int BATCHES = 9;

  private final Batches batches = batches();

  @Nested
  class WhenAnEpochIsGoneThrough {

    @Test
    void itsBatchesAreThoseOfTheSource() {
      for (int ahead = 1; ahead <= BATCHES + 1; ahead++) {
        PrefetchedBatches prefetched = new PrefetchedBatches(batches, ahead);
        for (int epoch = 1; epoch <= 3; epoch++) {
          assertThat(contents(prefetched.epoch(epoch))).isEqualTo(contents(batches.epoch(epoch)));
        }
      }
    }

    @Test
    void soIsTheRestOfOne() {
      assertThat(contents(new PrefetchedBatches(batches, 2).epoch(2, 5)))
          .isEqualTo(contents(batches.epoch(2, 5)))
          .hasSize(BATCHES - 5);
    }

    @Test
    void itsSizeIsThatOfTheSource() {
      PrefetchedBatches prefetched = new PrefetchedBatches(batches, 2);
      assertThat(prefetched.images()).isEqualTo(batches.images());
      assertThat(prefetched.perEpoch()).isEqualTo(batches.perEpoch()).isEqualTo(BATCHES);
    }

    @Test
    void afterTheLastBatchThereIsNoneAndNoThread() throws Exception {
      Source source = new Source(1);
      Iterator<Batch> epoch = new PrefetchedBatches(source, 1).epoch(1).iterator();
      epoch.next();
      assertThat(epoch.hasNext()).isFalse();
      assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
      source.thread().join();
      assertThat(source.closed).isTrue();
    }

    @Test
    void aSecondTimeIsRefused() {
      try (EpochBatches epoch = new PrefetchedBatches(batches, 1).epoch(1)) {
        epoch.iterator();
        assertThatThrownBy(epoch::iterator).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Nested
  class WhenTrainingIsSlower {

    @Test
    void soManyBatchesAreMadeAheadAndNoMore() throws Exception {
      Source source = new Source(100);
      try (EpochBatches epoch = new PrefetchedBatches(source, 3).epoch(1)) {
        epoch.iterator().next();
        // Three are ready besides the one on loan, and one more waits for a buffer.
        source.awaitMade(5);
        assertThat(source.thread().isDaemon()).isTrue();
        assertThat(source.thread().getName()).isEqualTo("batches-of-epoch-1");
        while (source.thread().getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
        assertThat(source.made.availablePermits()).isZero();
      }
    }

    @Test
    void aBatchStaysAsItIsUntilTheNextIsAskedFor() throws Exception {
      Source source = new Source(100);
      try (EpochBatches epoch = new PrefetchedBatches(source, 1).epoch(1)) {
        Iterator<Batch> iterator = epoch.iterator();
        for (int i = 0; i < 100; i++) {
          Batch batch = iterator.next();
          source.awaitMade(i == 0 ? 3 : i < 98 ? 1 : 0);
          iterator.hasNext();
          assertThat(batch.labels()[0]).isEqualTo(i);
        }
      }
    }
  }

  @Nested
  class WhenTheSourceFails {

    @Test
    void theBatchesBeforeComeAndThenWhatItThrew() {
      RuntimeException broken = new IllegalArgumentException("broken");
      Source source = new Source(5, i -> throwAt(i, broken));
      try (EpochBatches epoch = new PrefetchedBatches(source, 2).epoch(1)) {
        Iterator<Batch> iterator = epoch.iterator();
        for (int i = 0; i < 3; i++) {
          assertThat(iterator.next().labels()[0]).isEqualTo(i);
        }
        assertThatThrownBy(iterator::hasNext).isSameAs(broken);
        assertThatThrownBy(iterator::next).isSameAs(broken);
      }
      assertThat(source.closed).isTrue();
    }

    @Test
    void soDoesAnError() {
      Error broken = new OutOfMemoryError("of a test");
      Source source = new Source(5, i -> throwAt(i, broken));
      try (EpochBatches epoch = new PrefetchedBatches(source, 2).epoch(1)) {
        assertThatThrownBy(() -> epoch.forEach(batch -> {})).isSameAs(broken);
      }
    }

    @Test
    void anEpochThatItDoesNotHaveIsRefusedAtOnce() {
      assertThatThrownBy(() -> new PrefetchedBatches(batches, 2).epoch(1, BATCHES + 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("steps done in an epoch of 9");
    }

    private void throwAt(int batch, Throwable failure) {
      if (batch == 3) {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    }
  }

  @Nested
  class WhenTrainingStopsEarly {

    @Test
    void theThreadIsGoneOnceTheBatchesAreClosed() throws Exception {
      Source source = new Source(100);
      assertThatThrownBy(
              () -> {
                try (EpochBatches epoch = new PrefetchedBatches(source, 2).epoch(1)) {
                  for (Batch batch : epoch) {
                    throw new IllegalStateException("training failed at " + batch.count());
                  }
                }
              })
          .hasMessage("training failed at 1");
      assertThat(source.thread().isAlive()).isFalse();
      assertThat(source.closed).isTrue();
    }

    @Test
    void closedBatchesAreNotGoneThrough() {
      EpochBatches epoch = new PrefetchedBatches(batches, 2).epoch(1);
      epoch.close();
      epoch.close();
      assertThatThrownBy(() -> epoch.iterator().hasNext())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the batches of this epoch are closed");
    }

    private final CountDownLatch firstTaken = new CountDownLatch(1);

    @Test
    void anInterruptWaitsForTheBatchAndIsStillThereThen() {
      Thread trains = Thread.currentThread();
      Source source = new Source(2, i -> interruptOnceItWaits(i, trains));
      try (EpochBatches epoch = new PrefetchedBatches(source, 2).epoch(1)) {
        Iterator<Batch> iterator = epoch.iterator();
        assertThat(iterator.next().labels()[0]).isZero();
        firstTaken.countDown();
        assertThat(iterator.next().labels()[0]).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }

    private void interruptOnceItWaits(int batch, Thread thread) {
      if (batch == 1) {
        await(firstTaken); // until then it may still wait for the first batch
        while (thread.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
        thread.interrupt();
      }
    }
  }

  @Nested
  class WhenItIsAskedForTheTimeWaited {

    /** Every look at the clock takes 5 ns, and there is one wait for each batch and the end. */
    @Test
    void theWaitsOfAllEpochsAreAddedUp() {
      AtomicLong clock = new AtomicLong();
      PrefetchedBatches prefetched =
          new PrefetchedBatches(new Source(3), 1, () -> clock.addAndGet(5));
      assertThat(prefetched.waited()).isZero();
      prefetched.epoch(1).forEach(batch -> {});
      prefetched.epoch(2).forEach(batch -> {});
      assertThat(prefetched.waited()).isEqualTo(Duration.ofNanos(2 * (3 + 1) * 5));
    }
  }

  @Test
  void noBatchAheadIsRefused() {
    assertThatThrownBy(() -> new PrefetchedBatches(batches, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 batches ahead, expected 1 or more");
  }

  /** Batches of one pixel labelled 0, 1, 2…, all in one array as those of {@link Batches} are. */
  private static final class Source implements BatchSource, EpochBatches {
    private final Semaphore made = new Semaphore(0);
    private final int count;
    private final IntConsumer beforeEach;
    private volatile Thread thread;
    private volatile boolean closed;

    Source(int count) {
      this(count, i -> {});
    }

    Source(int count, IntConsumer beforeEach) {
      this.count = count;
      this.beforeEach = beforeEach;
    }

    void awaitMade(int batches) throws InterruptedException {
      assertThat(made.tryAcquire(batches, 10, TimeUnit.SECONDS)).isTrue();
    }

    /** That which made the batches. */
    Thread thread() {
      return thread;
    }

    @Override
    public int images() {
      return count;
    }

    @Override
    public int perEpoch() {
      return count;
    }

    @Override
    public EpochBatches epoch(int number, int stepsDone) {
      return this;
    }

    @Override
    public Iterator<Batch> iterator() {
      thread = Thread.currentThread();
      byte[] pixels = new byte[3];
      int[] labels = new int[1];
      return IntStream.range(0, count)
          .mapToObj(
              i -> {
                beforeEach.accept(i);
                labels[0] = i;
                made.release();
                return new Batch(pixels, labels, 1);
              })
          .iterator();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Batches batches() {
    byte[] pixels = new byte[(BATCHES * 4 - 1) * 27];
    new SplittableRandom(1).nextBytes(pixels);
    Examples examples = new Examples(3, 3, pixels, IntStream.range(0, BATCHES * 4 - 1).toArray());
    return new Batches(examples, 4, 1, Augmentations.of(new RandomCrop(1)), LastBatch.KEEP);
  }

  private record Content(List<Integer> labels, String pixels) {}

  private static List<Content> contents(EpochBatches epoch) {
    List<Content> contents = new ArrayList<>();
    try (epoch) {
      for (Batch batch : epoch) {
        contents.add(
            new Content(
                IntStream.of(batch.labels()).limit(batch.count()).boxed().toList(),
                Arrays.toString(Arrays.copyOf(batch.pixels(), batch.count() * 27))));
      }
    }
    return contents;
  }
}
