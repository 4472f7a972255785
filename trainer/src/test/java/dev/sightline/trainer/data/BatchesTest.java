package dev.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  /** 103 images of one pixel; image i is of colour (i, i, i) and labelled i. */
  private final Examples examples = examples(103);

  @Test
  void eachExampleComesOnceAnEpochWithItsOwnPixels() {
    Batches batches = new Batches(examples, 10, 1);
    for (int epoch = 0; epoch < 5; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (Batch batch : batches.epoch(epoch)) {
        for (int i = 0; i < batch.count(); i++) {
          assertThat(batch.pixels()[3 * i + 2]).isEqualTo((byte) batch.labels()[i]);
          seen.add(batch.labels()[i]);
        }
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 103).boxed().toList());
    }
  }

  @Test
  void theLastBatchHoldsWhatIsLeft() {
    Batches batches = new Batches(examples, 10, 1);
    List<Integer> counts = new ArrayList<>();
    batches.epoch(0).forEach(batch -> counts.add(batch.count()));
    assertThat(counts)
        .hasSize(batches.perEpoch())
        .containsExactly(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 3);
    assertThat(new Batches(examples, 103, 1).perEpoch()).isEqualTo(1);
    assertThat(new Batches(examples, 1000, 1).perEpoch()).isEqualTo(1);
  }

  @Test
  void theSameSeedAndEpochGiveTheSameOrder() {
    assertThat(order(7, 3)).isEqualTo(order(7, 3));
  }

  @Test
  void otherEpochsAndSeedsGiveOtherOrders() {
    assertThat(order(7, 3)).isNotEqualTo(order(7, 4));
    assertThat(order(7, 3)).isNotEqualTo(order(8, 3));
    assertThat(order(7, 1)).isNotEqualTo(order(8, 0));
  }

  @Test
  void everyPlaceIsAsLikelyForEveryExample() {
    Examples four = examples(4);
    int[][] counts = new int[4][4];
    int epochs = 20_000;
    for (int epoch = 0; epoch < epochs; epoch++) {
      List<Integer> order = order(four, 5, epoch);
      for (int place = 0; place < 4; place++) {
        counts[place][order.get(place)]++;
      }
    }
    // Five standard deviations of a binomial count: sqrt(20000 * 1/4 * 3/4) = 61.
    for (int[] place : counts) {
      assertThat(IntStream.of(place)).allMatch(count -> count > 4_694 && count < 5_306);
    }
  }

  /** A saved seed must mean the same order on the next Java, too. */
  @Test
  void theOrderOfASeedIsPinned() {
    assertThat(order(examples(10), 1, 0)).containsExactly(6, 9, 8, 7, 1, 0, 5, 4, 2, 3);
  }

  @Test
  void anIteratorReusesItsArraysAndSharesThemWithNoOther() {
    Batches batches = new Batches(examples, 10, 1);
    Iterator<Batch> one = batches.epoch(0).iterator();
    Batch first = one.next();
    assertThat(one.next().pixels()).isSameAs(first.pixels());
    assertThat(batches.epoch(0).iterator().next().pixels()).isNotSameAs(first.pixels());
  }

  @Test
  void afterTheLastBatchThereIsNone() {
    Iterator<Batch> epoch = new Batches(examples, 200, 1).epoch(0).iterator();
    epoch.next();
    assertThat(epoch.hasNext()).isFalse();
    assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void emptyBatchesAreRefused() {
    assertThatThrownBy(() -> new Batches(examples, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Batches(examples(0), 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Integer> order(long seed, int epoch) {
    return order(examples, seed, epoch);
  }

  private static List<Integer> order(Examples examples, long seed, int epoch) {
    List<Integer> order = new ArrayList<>();
    for (Batch batch : new Batches(examples, 3, seed).epoch(epoch)) {
      for (int i = 0; i < batch.count(); i++) {
        order.add(batch.labels()[i]);
      }
    }
    return order;
  }

  private static Examples examples(int size) {
    byte[] pixels = new byte[3 * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3);
    }
    return new Examples(1, 1, pixels, IntStream.range(0, size).toArray());
  }
}
