package dev.sightline.trainer.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  private final Draw draw = new Draw(1);

  @Test
  void aSequenceIsTheSameWhateverCameBefore() {
    long[] first = sequence(draw.begin(3, 5));
    draw.begin(3, 6).nextLong();
    assertThat(sequence(draw.begin(3, 5))).isEqualTo(first);
    assertThat(sequence(new Draw(1).begin(3, 5))).isEqualTo(first);
  }

  @Test
  void seedsEpochsAndExamplesHaveSequencesOfTheirOwn() {
    Set<Long> firsts = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      Draw other = new Draw(seed);
      for (int epoch = 1; epoch <= 10; epoch++) {
        for (int example = 0; example < 100; example++) {
          firsts.add(other.begin(epoch, example).nextLong());
        }
      }
    }
    assertThat(firsts).hasSize(10 * 10 * 100);
  }

  @Test
  void theBitsOfAnExampleAreTheSameInEveryEpoch() {
    long bits = draw.begin(1, 5).exampleBits();
    assertThat(draw.begin(2, 5).exampleBits()).isEqualTo(bits);
    assertThat(draw.begin(2, 6).exampleBits()).isNotEqualTo(bits);
    assertThat(new Draw(2).begin(2, 5).exampleBits()).isNotEqualTo(bits);
  }

  /** Within five standard deviations of a binomial count: sqrt(64000 / 4) = 126. */
  @Test
  void neighbouringExamplesHaveNothingInCommon() {
    int alike = 0;
    for (int example = 0; example < 1_000; example++) {
      long bits = draw.begin(1, example).nextLong() ^ draw.begin(1, example + 1).nextLong();
      alike += 64 - Long.bitCount(bits);
    }
    assertThat(alike).isBetween(32_000 - 5 * 126, 32_000 + 5 * 126);
  }

  /** By SplitMix64 in another language: a saved seed must mean the same on the next Java, too. */
  @Test
  void theNumbersOfASeedArePinned() {
    assertThat(draw.begin(2, 3).exampleBits()).isEqualTo(-9028535867702509018L);
    assertThat(draw.ints(8, 0, 100)).containsExactly(94, 4, 71, 56, 33, 84, 29, 88);
    assertThat(draw.begin(2, 3).nextFloat(0.5f, 1.5f)).isEqualTo(0.5417231f);
    assertThat(draw.begin(2, 3).nextBoolean()).isFalse();
  }

  private static long[] sequence(Draw draw) {
    return LongStream.generate(draw::nextLong).limit(5).toArray();
  }
}
