package dev.sightline.trainer.data;

import static dev.sightline.schemas.ResizeMethod.AREA;
import static dev.sightline.schemas.ResizeMethod.BILINEAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ResizeMethod;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeTest {

  @Test
  void areaTakesTheMeanOfWhatFallsOnAPixel() {
    byte[] image = gray(0, 10, 20, 30, 40, 50, 60, 70);
    assertThat(resize(AREA, image, 2, 4, 1, 2)).isEqualTo(gray(25, 45));
  }

  @Test
  void areaCountsAPixelOnTheEdgeOfTwoForBothInParts() {
    // 3 to 2: each takes one pixel and half of the middle one.
    assertThat(resize(AREA, gray(0, 30, 90), 1, 3, 1, 2)).isEqualTo(gray(10, 70));
  }

  @Test
  void areaRepeatsPixelsWhereItGrows() {
    assertThat(resize(AREA, gray(0, 100), 1, 2, 1, 4)).isEqualTo(gray(0, 0, 100, 100));
  }

  @Test
  void bilinearInterpolatesBetweenCentresAndHoldsTheEdges() {
    assertThat(resize(BILINEAR, gray(0, 100), 1, 2, 1, 4)).isEqualTo(gray(0, 25, 75, 100));
  }

  @Test
  void bilinearTakesTheTwoNearestWhereItShrinks() {
    // 6 to 2: centres at 1 and 4.
    assertThat(resize(BILINEAR, gray(0, 10, 20, 30, 40, 50), 1, 6, 1, 2)).isEqualTo(gray(10, 40));
  }

  @Test
  void anAxisMayShrinkWhileTheOtherGrows() {
    assertThat(resize(BILINEAR, gray(0, 100, 200, 100), 2, 2, 4, 1))
        .isEqualTo(gray(50, 75, 125, 150));
  }

  @Test
  void halvesAreRoundedUp() {
    assertThat(resize(AREA, gray(0, 1), 1, 2, 1, 1)).isEqualTo(gray(1));
    assertThat(resize(AREA, gray(0, 0, 1), 1, 3, 1, 1)).isEqualTo(gray(0));
  }

  @ParameterizedTest
  @EnumSource(ResizeMethod.class)
  void whiteStaysWhiteWhateverTheSizes(ResizeMethod method) {
    for (int from = 1; from < 40; from++) {
      for (int to = 1; to < 40; to++) {
        byte[] white = new byte[from * 3];
        Arrays.fill(white, (byte) 255);
        assertThat(resize(method, white, 1, from, 1, to)).containsOnly(255).hasSize(to * 3);
      }
    }
  }

  @Test
  void channelsDoNotMix() {
    byte[] redThenBlue = {(byte) 200, 0, 0, 0, 0, 100};
    assertThat(resize(AREA, redThenBlue, 1, 2, 1, 1)).containsExactly(100, 0, 50);
  }

  @Test
  void theSameSizeIsTheSameImage() {
    byte[] image = ImageFiles.jpeg(1);
    assertThat(resize(BILINEAR, Arrays.copyOf(image, 12), 2, 2, 2, 2))
        .isEqualTo(Arrays.copyOf(image, 12));
  }

  private static byte[] resize(
      ResizeMethod method, byte[] image, int height, int width, int toHeight, int toWidth) {
    ImageSize to = new ImageSize(toHeight, toWidth);
    byte[] target = new byte[to.bytes() + 1];
    new Resize(to, method).resize(image, new ImageSize(height, width), target, 1);
    assertThat(target[0]).isZero();
    return Arrays.copyOfRange(target, 1, target.length);
  }

  private static byte[] gray(int... values) {
    byte[] rgb = new byte[values.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3];
    }
    return rgb;
  }
}
