package dev.sightline.trainer.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationsTest {
  private static final HorizontalFlip FLIP = new HorizontalFlip(HorizontalFlip.Rule.RANDOM);
  private static final Cutout CUTOUT = new Cutout(3);

  private final Draw draw = new Draw(1);
  private final Picture picture = Picture.noise(8, 8);

  @Test
  void eachIsAppliedInTurn() {
    assertThat(IntStream.range(0, 50))
        .allSatisfy(
            example -> {
              draw.begin(1, example);
              Picture inTurn = picture.after(FLIP, draw).after(CUTOUT, draw);
              assertThat(after(Augmentations.of(FLIP, CUTOUT), example)).isEqualTo(inTurn);
            });
  }

  @Test
  void theOrderMatters() {
    assertThat(IntStream.range(0, 50))
        .anySatisfy(
            example ->
                assertThat(after(Augmentations.of(FLIP, CUTOUT), example))
                    .isNotEqualTo(after(Augmentations.of(CUTOUT, FLIP), example)));
  }

  @Test
  void noneLeavesAnImageAsItIs() {
    assertThat(after(Augmentations.NONE, 0)).isEqualTo(picture);
  }

  private Picture after(Augmentations augmentations, int example) {
    Picture changed = new Picture(8, 8, picture.array().clone());
    augmentations.apply(changed.array(), 7, 8, 8, draw.begin(1, example));
    return changed;
  }
}
