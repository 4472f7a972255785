package dev.sightline.images;

import static dev.sightline.schemas.ResizeMethod.AREA;
import static dev.sightline.schemas.ResizeMethod.BILINEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ResizeMethod;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResizerTest {

  private static byte[] resize(
      byte[] rgb, int width, int height, int toWidth, int toHeight, ResizeMethod method) {
    Resizer resizer = new Resizer(toHeight, toWidth, method);
    return resize(resizer, rgb, width, height, toWidth, toHeight);
  }

  private static byte[] resize(
      Resizer resizer, byte[] rgb, int width, int height, int toWidth, int toHeight) {
    byte[] resized = new byte[3 * toWidth * toHeight];
    resizer.resize(rgb, 0, height, width, resized, 0);
    return resized;
  }

  private static byte[] noise(Random random, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    random.nextBytes(rgb);
    return rgb;
  }

  @Nested
  class WhenAnySizeBecomesAnother {

    @Test
    void bothMethodsAreTheirDefinition() {
      Random random = new Random(1);
      for (int i = 0; i < 300; i++) {
        int width = 1 + random.nextInt(70);
        int height = 1 + random.nextInt(70);
        int toWidth = 1 + random.nextInt(40);
        int toHeight = 1 + random.nextInt(40);
        byte[] rgb = noise(random, width, height);
        for (ResizeMethod method : ResizeMethod.values()) {
          assertThat(resize(rgb, width, height, toWidth, toHeight, method))
              .as("%s %d×%d to %d×%d", method, width, height, toWidth, toHeight)
              .isEqualTo(SlowResize.resize(rgb, width, height, toWidth, toHeight, method));
        }
      }
    }

    @Test
    void oneResizerTakesOneAfterTheOther() {
      Random random = new Random(2);
      Resizer resizer = new Resizer(5, 7, AREA);
      for (int i = 0; i < 50; i++) {
        int width = 1 + random.nextInt(30);
        int height = 1 + random.nextInt(30);
        byte[] rgb = noise(random, width, height);
        assertThat(resize(resizer, rgb, width, height, 7, 5))
            .isEqualTo(SlowResize.resize(rgb, width, height, 7, 5, AREA));
      }
    }

    @Test
    void theWeightsOfEachOutputAddUpToTheTotal() {
      for (ResizeMethod method : ResizeMethod.values()) {
        for (int inputs : new int[] {1, 2, 31, 32, 33, 64, 65_535}) {
          for (int outputs : new int[] {1, 2, 32, 33, 4096}) {
            Axis axis = Axis.of(method, inputs, outputs);
            for (int o = 0; o < outputs; o++) {
              long sum = 0;
              for (int i = axis.first()[o]; i <= axis.last()[o]; i++) {
                sum += axis.weight(o, i);
              }
              assertThat(sum).isEqualTo(axis.total());
            }
          }
        }
      }
    }
  }

  @Nested
  class WhenTheRatioIsSimple {

    @Test
    void areaTakesTheMeanOfWhatFallsOnAPixel() {
      byte[] rgb = gray(0, 10, 20, 30, 40, 50, 60, 70);
      assertThat(resize(rgb, 4, 2, 2, 1, AREA)).isEqualTo(gray(25, 45));
    }

    @Test
    void areaCountsAPixelOnTheEdgeOfTwoForBothInParts() {
      // 3 to 2: each takes one pixel and half of the middle one.
      assertThat(resize(gray(0, 30, 90), 3, 1, 2, 1, AREA)).isEqualTo(gray(10, 70));
    }

    @Test
    void areaRepeatsPixelsWhereItGrows() {
      assertThat(resize(gray(0, 100), 2, 1, 4, 1, AREA)).isEqualTo(gray(0, 0, 100, 100));
    }

    @Test
    void bilinearInterpolatesBetweenCentresAndHoldsTheEdges() {
      assertThat(resize(gray(0, 100), 2, 1, 4, 1, BILINEAR)).isEqualTo(gray(0, 25, 75, 100));
    }

    @Test
    void bilinearTakesTheTwoNearestWhereItShrinks() {
      // 6 to 2: centres at 1 and 4.
      assertThat(resize(gray(0, 10, 20, 30, 40, 50), 6, 1, 2, 1, BILINEAR)).isEqualTo(gray(10, 40));
    }

    @Test
    void anAxisMayShrinkWhileTheOtherGrows() {
      assertThat(resize(gray(0, 100, 200, 100), 2, 2, 1, 4, BILINEAR))
          .isEqualTo(gray(50, 75, 125, 150));
    }

    private byte[] gray(int... values) {
      byte[] rgb = new byte[3 * values.length];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) values[i / 3];
      }
      return rgb;
    }
  }

  @Nested
  class WhenTheImageIsAStretchOfAnArray {
    private final byte[] rgb = noise(new Random(3), 6, 4);
    private final byte[] stretch = Pictures.concat(new byte[5], rgb, new byte[5]);

    @Test
    void onlyThatStretchOfTheTargetIsWritten() {
      for (int size : new int[] {4, 3}) {
        byte[] target = new byte[3 * 6 * size + 14];
        new Resizer(size, 6, AREA).resize(stretch, 5, 4, 6, target, 7);

        byte[] resized = SlowResize.resize(rgb, 6, 4, 6, size, AREA);
        assertThat(target).isEqualTo(Pictures.concat(new byte[7], resized, new byte[7]));
      }
    }

    @Test
    void anImageOrTargetBeyondTheEndIsTheCallersFault() {
      Resizer resizer = new Resizer(2, 2, AREA);
      assertThatThrownBy(() -> resizer.resize(rgb, 1, 4, 6, new byte[12], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> resizer.resize(rgb, 0, 4, 6, new byte[12], 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> resizer.resize(rgb, 0, 0, 6, new byte[12], 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sides must be 1 to 65535 pixels, are 0 and 6");
    }
  }

  @Nested
  class WhenAreasAreAveraged {

    @Test
    void aHalfIsRoundedUp() {
      byte[] rgb = {0, 10, (byte) 255, 1, 13, (byte) 254};
      assertThat(resize(rgb, 2, 1, 1, 1, AREA)).containsExactly((byte) 1, (byte) 12, (byte) 255);
    }

    @Test
    void whiteStaysWhiteAtTheLongestSide() {
      byte[] rgb = new byte[3 * DecodeLimits.MAX_SIDE * 40];
      Arrays.fill(rgb, (byte) 255);
      assertThat(resize(rgb, DecodeLimits.MAX_SIDE, 40, 32, 32, AREA)).containsOnly((byte) 255);
      assertThat(resize(rgb, 40, DecodeLimits.MAX_SIDE, 32, 32, AREA)).containsOnly((byte) 255);
    }
  }

  @Nested
  class WhenBilinearRowsHaveNoWeight {

    @Test
    void theyAreNotNeeded() {
      Resizer resizer = new Resizer(1, 1, BILINEAR);
      resizer.begin(9, 1);
      boolean[] needed = new boolean[9];
      for (int y = 0; y < 9; y++) {
        needed[y] = resizer.needs(y);
      }
      assertThat(needed[3]).isFalse();
      assertThat(needed[4]).isTrue();
      assertThat(needed[6]).isFalse();
    }
  }
}
