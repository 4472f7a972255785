package dev.sightline.trainer.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.augmentation.Augmentation;
import dev.sightline.trainer.augmentation.Augmentations;
import dev.sightline.trainer.augmentation.Cutout;
import dev.sightline.trainer.augmentation.Draw;
import dev.sightline.trainer.augmentation.HorizontalFlip;
import dev.sightline.trainer.augmentation.HorizontalFlip.Rule;
import dev.sightline.trainer.data.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Nested
  class WhenTrainingGoesOnInTheMiddleOfAnEpoch {
    private final Batches batches =
        augmented(images(103), 1, new Cutout(2), new HorizontalFlip(Rule.RANDOM));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 10})
    void theRestIsTheSame(int stepsDone) {
      batches.epoch(1).forEach(batch -> {}); // leaves no trace
      List<List<Byte>> whole = contents(batches.epoch(3));
      assertThat(contents(batches.epoch(3, stepsDone)))
          .isEqualTo(whole.subList(stepsDone, whole.size()));
    }

    @Test
    void nothingIsLeftOfACompleteOne() {
      assertThat(batches.epoch(3, batches.perEpoch())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 12})
    void aStepThatIsNotOfTheEpochIsRefused(int stepsDone) {
      assertThatThrownBy(() -> batches.epoch(3, stepsDone))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(stepsDone + " steps done in an epoch of 11");
    }
  }

  @Nested
  class WhenImagesAreChanged {

    @Test
    void eachIsWhatItsEpochAndIndexMakeOfIt() {
      Cutout cutout = new Cutout(2);
      Examples images = images(50);
      Draw draw = new Draw(7);
      for (int epoch = 1; epoch <= 3; epoch++) {
        for (Batch batch : augmented(images, 7, cutout).epoch(epoch)) {
          for (int i = 0; i < batch.count(); i++) {
            byte[] expected = images.image(batch.labels()[i]);
            cutout.apply(expected, 0, 3, 3, draw.begin(epoch, batch.labels()[i]));
            assertThat(Arrays.copyOfRange(batch.pixels(), i * 27, (i + 1) * 27))
                .isEqualTo(expected);
          }
        }
      }
    }

    @Test
    void theyAreOthersInTheNextEpochAndWithAnotherSeed() {
      Examples one = images(1);
      assertThat(
              List.of(
                  contents(augmented(one, 1, new Cutout(2)).epoch(1)),
                  contents(augmented(one, 1, new Cutout(2)).epoch(2)),
                  contents(augmented(one, 2, new Cutout(2)).epoch(1))))
          .doesNotHaveDuplicates();
    }

    @Test
    void theExamplesStayAsTheyAre() {
      Examples images = images(5);
      byte[] before = images.pixels().clone();
      augmented(images, 1, new Cutout(2)).epoch(1).forEach(batch -> {});
      assertThat(images.pixels()).isEqualTo(before);
    }
  }

  @Nested
  class WhenTheLastBatchIsDropped {
    private final Batches batches =
        new Batches(examples, 10, 1, Augmentations.NONE, LastBatch.DROP);

    @Test
    void allBatchesAreWhole() {
      assertThat(batches.epoch(1)).hasSize(10).allMatch(batch -> batch.count() == 10);
      assertThat(batches.perEpoch()).isEqualTo(10);
      assertThat(batches.images()).isEqualTo(100);
    }

    @Test
    void theyAreTheOnesThatComeOtherwise() {
      assertThat(contents(batches.epoch(1)))
          .isEqualTo(contents(new Batches(examples, 10, 1).epoch(1)).subList(0, 10));
    }

    @Test
    void aLastBatchThatIsWholeStays() {
      assertThat(new Batches(examples(20), 10, 1, Augmentations.NONE, LastBatch.DROP).epoch(1))
          .hasSize(2);
    }

    @Test
    void fewerExamplesThanABatchAreRefused() {
      assertThatThrownBy(() -> new Batches(examples, 104, 1, Augmentations.NONE, LastBatch.DROP))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("batches of 104 out of 103 examples");
    }
  }

  @Test
  void emptyBatchesAreRefused() {
    assertThatThrownBy(() -> new Batches(examples, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Batches(examples(0), 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Batches augmented(Examples examples, long seed, Augmentation... augmentations) {
    return new Batches(examples, 10, seed, Augmentations.of(augmentations), LastBatch.KEEP);
  }

  /** Pixels and labels of each batch, copied: what a batch lends it takes back. */
  private static List<List<Byte>> contents(EpochBatches batches) {
    List<List<Byte>> contents = new ArrayList<>();
    for (Batch batch : batches) {
      List<Byte> content = new ArrayList<>();
      for (int i = 0; i < batch.count(); i++) {
        content.add((byte) batch.labels()[i]);
        int bytes = batch.pixels().length / batch.labels().length;
        for (int at = i * bytes; at < (i + 1) * bytes; at++) {
          content.add(batch.pixels()[at]);
        }
      }
      contents.add(content);
    }
    return contents;
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

  /** Images of 3×3 pixels of noise; image i is labelled i. */
  private static Examples images(int count) {
    byte[] pixels = new byte[count * 27];
    new SplittableRandom(1).nextBytes(pixels);
    return new Examples(3, 3, pixels, IntStream.range(0, count).toArray());
  }

  private static Examples examples(int size) {
    byte[] pixels = new byte[3 * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3);
    }
    return new Examples(1, 1, pixels, IntStream.range(0, size).toArray());
  }
}
