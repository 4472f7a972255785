package dev.sightline.trainer.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HorizontalFlipTest {
  private final Picture picture = Picture.noise(4, 5);
  private final Draw draw = new Draw(1);

  @ParameterizedTest
  @EnumSource
  void anImageIsMirroredOrLeftAsItIs(HorizontalFlip.Rule rule) {
    HorizontalFlip flip = new HorizontalFlip(rule);
    for (int example = 0; example < 20; example++) {
      assertThat(picture.after(flip, draw.begin(1, example)))
          .isIn(picture, picture.mirrored())
          .isEqualTo(flips(rule, 1, example) ? picture.mirrored() : picture);
    }
  }

  /** Within five standard deviations: sqrt(10000 / 4) = 50. */
  @ParameterizedTest
  @EnumSource
  void halfOfTheImagesAreMirroredInAnEpoch(HorizontalFlip.Rule rule) {
    for (int epoch = 1; epoch <= 4; epoch++) {
      int e = epoch;
      assertThat(IntStream.range(0, 10_000).filter(i -> flips(rule, e, i)).count())
          .isBetween(4_750L, 5_250L);
    }
  }

  @Test
  void anEvenWidthIsMirroredToo() {
    Picture even = Picture.noise(3, 4);
    int example =
        IntStream.iterate(0, i -> i + 1)
            .filter(i -> flips(HorizontalFlip.Rule.RANDOM, 1, i))
            .findFirst()
            .getAsInt();
    HorizontalFlip flip = new HorizontalFlip(HorizontalFlip.Rule.RANDOM);
    assertThat(even.after(flip, draw.begin(1, example))).isEqualTo(even.mirrored());
  }

  @Nested
  class WhenAlternating {

    @Test
    void everyImageShowsItsOtherSideInTheNextEpoch() {
      for (int example = 0; example < 100; example++) {
        for (int epoch = 1; epoch < 5; epoch++) {
          assertThat(flips(HorizontalFlip.Rule.ALTERNATING, epoch + 1, example))
              .isNotEqualTo(flips(HorizontalFlip.Rule.ALTERNATING, epoch, example));
        }
      }
    }
  }

  @Nested
  class WhenRandom {

    /** Within five standard deviations: sqrt(10000 / 4) = 50. */
    @Test
    void oneEpochSaysNothingAboutTheNext() {
      long alike =
          IntStream.range(0, 10_000)
              .filter(
                  i ->
                      flips(HorizontalFlip.Rule.RANDOM, 1, i)
                          == flips(HorizontalFlip.Rule.RANDOM, 2, i))
              .count();
      assertThat(alike).isBetween(4_750L, 5_250L);
    }
  }

  private boolean flips(HorizontalFlip.Rule rule, int epoch, int example) {
    return rule.flips(draw.begin(epoch, example));
  }
}
