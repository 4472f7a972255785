package dev.sightline.topology.decode;

import static org.assertj.core.api.Assertions.assertThat;

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
    PixelRow row = new PixelRow();
    resizer.begin(height, width);
    for (int y = 0; y < height; y++) {
      if (resizer.needs(y)) {
        row.rgb(rgb, 3 * width * y);
        resizer.add(y, row);
      }
    }
    resizer.finish(resized, 0);
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
      Resizer resizer = new Resizer(5, 7, ResizeMethod.AREA);
      for (int i = 0; i < 50; i++) {
        int width = 1 + random.nextInt(30);
        int height = 1 + random.nextInt(30);
        byte[] rgb = noise(random, width, height);
        assertThat(resize(resizer, rgb, width, height, 7, 5))
            .isEqualTo(SlowResize.resize(rgb, width, height, 7, 5, ResizeMethod.AREA));
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
  class WhenAreasAreAveraged {

    @Test
    void aHalfIsRoundedUp() {
      byte[] rgb = {0, 10, (byte) 255, 1, 13, (byte) 254};
      assertThat(resize(rgb, 2, 1, 1, 1, ResizeMethod.AREA))
          .containsExactly((byte) 1, (byte) 12, (byte) 255);
    }

    @Test
    void whiteStaysWhiteAtTheLongestSide() {
      byte[] rgb = new byte[3 * DecodeLimits.MAX_SIDE * 40];
      Arrays.fill(rgb, (byte) 255);
      assertThat(resize(rgb, DecodeLimits.MAX_SIDE, 40, 32, 32, ResizeMethod.AREA))
          .containsOnly((byte) 255);
      assertThat(resize(rgb, 40, DecodeLimits.MAX_SIDE, 32, 32, ResizeMethod.AREA))
          .containsOnly((byte) 255);
    }
  }

  @Nested
  class WhenBilinearRowsHaveNoWeight {

    @Test
    void theyAreNotNeeded() {
      Resizer resizer = new Resizer(1, 1, ResizeMethod.BILINEAR);
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
