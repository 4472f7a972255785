package dev.sightline.trainer.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutoutTest {
  private static final int HEIGHT = 7;
  private static final int WIDTH = 9;

  private final Picture picture = Picture.noise(HEIGHT, WIDTH);
  private final Draw draw = new Draw(1);

  /** Thirty are larger than the image. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 30})
  void aSquareAroundSomePixelIsGreyAndTheRestAsItWas(int size) {
    Set<Picture> expected = new HashSet<>();
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        expected.add(painted(row - size / 2, column - size / 2, size));
      }
    }
    Set<Picture> found = new HashSet<>();
    for (int example = 0; example < 2_000; example++) {
      found.add(picture.after(new Cutout(size), draw.begin(1, example)));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aSquareOfNothingIsRefused() {
    assertThatThrownBy(() -> new Cutout(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a cutout of 0 pixels, expected 1 or more");
  }

  private Picture painted(int top, int left, int size) {
    Picture painted = new Picture(HEIGHT, WIDTH, picture.array().clone());
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        if (row >= top && row < top + size && column >= left && column < left + size) {
          painted.paint(row, column, 128);
        }
      }
    }
    return painted;
  }
}
