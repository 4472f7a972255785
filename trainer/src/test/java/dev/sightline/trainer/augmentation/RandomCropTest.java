package dev.sightline.trainer.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomCropTest {
  private final Draw draw = new Draw(1);

  /** Five pixels are the fewest that a padding of two can be reflected from. */
  @ParameterizedTest
  @CsvSource({"1, 3, 3", "2, 5, 5", "2, 5, 8", "2, 9, 6", "4, 32, 32"})
  void everyCropOfTheReflectedImageComesAboutAsOften(int padding, int height, int width) {
    Picture picture = Picture.noise(height, width);
    Map<Picture, Integer> counts = new HashMap<>();
    for (int down = -padding; down <= padding; down++) {
      for (int right = -padding; right <= padding; right++) {
        counts.put(moved(picture, down, right), 0);
      }
    }
    int ways = (2 * padding + 1) * (2 * padding + 1);
    assertThat(counts).hasSize(ways);

    RandomCrop crop = new RandomCrop(padding);
    for (int example = 0; example < ways * 100; example++) {
      Picture cropped = picture.after(crop, draw.begin(1, example));
      assertThat(counts).containsKey(cropped);
      counts.merge(cropped, 1, Integer::sum);
    }
    // Five standard deviations of a binomial count: sqrt(100) = 10.
    assertThat(counts.values()).allMatch(count -> count > 50 && count < 150);
  }

  /** What torch.nn.functional.pad does in mode "reflect", and a crop of it. */
  private static Picture moved(Picture picture, int down, int right) {
    return picture.rearranged(
        (row, column) ->
            new int[] {
              reflected(row - down, picture.height()), reflected(column - right, picture.width())
            });
  }

  private static int reflected(int index, int size) {
    int inside = Math.abs(index);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }

  @Test
  void anImageThatIsTooSmallIsRefused() {
    Picture picture = Picture.noise(4, 9);
    assertThatThrownBy(() -> picture.after(new RandomCrop(2), draw))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a padding of 2 pixels for images of 4x9, expected less than half of either");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aPaddingOfNothingIsRefused(int padding) {
    assertThatThrownBy(() -> new RandomCrop(padding))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(padding + " pixels");
  }
}
