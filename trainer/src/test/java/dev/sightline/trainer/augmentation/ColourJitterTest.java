package dev.sightline.trainer.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourJitterTest {
  private final Draw draw = new Draw(1);

  /** Two pixels, whose grays are 0.2989 * 200 + 0.587 * 100 + 0.114 * 10 = 119 and 20. */
  private final byte[] pixels = bytes(200, 100, 10, 20, 20, 21);

  @Nested
  class WhenTheFactorIsKnown {

    @Test
    void brightnessIsAFactorOfEveryChannel() {
      ColourJitter.blend(pixels, 0, 6, 1.5f, 0);
      assertThat(pixels).isEqualTo(bytes(255, 150, 15, 30, 30, 31));
    }

    @Test
    void contrastIsAFactorOfTheDistanceFromTheMeanGray() {
      float mean = ColourJitter.meanGray(pixels, 0, 6);
      assertThat(mean).isEqualTo((119 + 20) / 2f);
      ColourJitter.blend(pixels, 0, 6, 0.5f, mean);
      assertThat(pixels).isEqualTo(bytes(134, 84, 39, 44, 44, 45));
    }

    @Test
    void saturationIsAFactorOfTheDistanceFromThePixelsGray() {
      ColourJitter.saturate(pixels, 0, 6, 2);
      assertThat(pixels).isEqualTo(bytes(255, 81, 0, 20, 20, 22));
    }

    @Test
    void withoutSaturationAllIsGray() {
      ColourJitter.saturate(pixels, 0, 6, 0);
      assertThat(pixels).isEqualTo(bytes(119, 119, 119, 20, 20, 20));
    }

    @Test
    void bytesThatAreNotOfTheImageStay() {
      ColourJitter.saturate(pixels, 3, 6, 0);
      ColourJitter.blend(pixels, 3, 6, 0, 0);
      assertThat(pixels).isEqualTo(bytes(200, 100, 10, 0, 0, 0));
    }
  }

  @Nested
  class WhenTheFactorIsDrawn {

    @Test
    void itGoesFromOneLessToOneMoreThanTheStrength() {
      ColourJitter jitter = new ColourJitter(0.4f, 0, 0);
      Set<Integer> reds = new HashSet<>();
      for (int example = 0; example < 10_000; example++) {
        byte[] gray = bytes(100, 100, 100);
        jitter.apply(gray, 0, 1, 1, draw.begin(1, example));
        reds.add(gray[0] & 0xff);
      }
      assertThat(reds).contains(60, 100, 139).allMatch(red -> red >= 60 && red <= 140);
    }

    @Test
    void itIsNeverNegative() {
      ColourJitter jitter = new ColourJitter(3, 0, 0);
      Set<Integer> reds = new HashSet<>();
      for (int example = 0; example < 1_000; example++) {
        byte[] gray = bytes(10, 10, 10);
        jitter.apply(gray, 0, 1, 1, draw.begin(1, example));
        reds.add(gray[0] & 0xff);
      }
      assertThat(reds).contains(0, 39).allMatch(red -> red <= 40);
    }

    @Test
    void aStrengthOfZeroChangesNothing() {
      Picture picture = Picture.noise(5, 5);
      for (int example = 0; example < 10; example++) {
        assertThat(picture.after(new ColourJitter(0, 0, 0), draw.begin(1, example)))
            .isEqualTo(picture);
      }
    }

    @Test
    void eachStrengthHasAnEffectOfItsOwn() {
      Picture picture = Picture.noise(5, 5);
      assertThat(
              Stream.of(
                      new ColourJitter(0.5f, 0, 0),
                      new ColourJitter(0, 0.5f, 0),
                      new ColourJitter(0, 0, 0.5f),
                      new ColourJitter(0, 0, 0))
                  .map(jitter -> picture.after(jitter, draw.begin(1, 0))))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, Float.NaN, Float.POSITIVE_INFINITY})
  void aStrengthThatIsNoneIsRefused(float strength) {
    assertThatThrownBy(() -> new ColourJitter(0, strength, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contrast changes by " + strength + ", expected a number from 0 on");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
