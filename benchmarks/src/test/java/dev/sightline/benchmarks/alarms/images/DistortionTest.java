package dev.sightline.benchmarks.alarms.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.benchmarks.alarms.images.Distortion.Pixels;
import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.ImageDecoder;
import dev.sightline.images.ImageFormat;
import dev.sightline.images.statistics.ImageMeasure;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.ResizeMethod;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistortionTest {
  private static final int SIDE = 32;

  /** A gray gradient with a sharp edge in the middle. */
  private static byte[] image() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < rgb.length; i++) {
      int column = i / 3 % SIDE;
      rgb[i] = (byte) (60 + 2 * column + (column < SIDE / 2 ? 0 : 60));
    }
    return rgb;
  }

  private static byte[] seen(Distortion distortion, ImageFormat format) {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    try (ImageDecoder decoder =
        new ImageDecoder(SIDE, SIDE, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
      assertThat(
              decoder.decode(
                  distortion.of(new Pixels(image(), SIDE, SIDE), new SplittableRandom(1)),
                  pixels,
                  0))
          .isEqualTo(new Decoded(format, SIDE, SIDE));
    }
    return pixels;
  }

  private static ImageStatistics look(Distortion distortion) {
    return new ImageMeasure(SIDE, SIDE).of(seen(distortion, ImageFormat.RGB), 0, SIDE, SIDE);
  }

  @Test
  void noneLeavesAnImageAsItIs() {
    assertThat(seen(Distortion.NONE, ImageFormat.RGB)).isEqualTo(image());
  }

  @Test
  void darknessIsALowerBrightness() {
    assertThat(look(Distortion.darkness(0.5)).getBrightness())
        .isBetween(
            0.49f * look(Distortion.NONE).getBrightness(),
            0.51f * look(Distortion.NONE).getBrightness());
  }

  @Test
  void lessContrastIsALowerDeviationAboutTheSameGray() {
    ImageStatistics before = look(Distortion.NONE);
    ImageStatistics now = look(Distortion.contrast(0.5));

    assertThat(now.getContrast())
        .isBetween(0.49f * before.getContrast(), 0.51f * before.getContrast());
    assertThat(now.getBrightness()).isBetween(before.getBrightness() - 2, 128f);
  }

  @Test
  void blurTakesSharpnessAndLeavesBrightness() {
    ImageStatistics before = look(Distortion.NONE);
    ImageStatistics now = look(Distortion.blur(1));

    assertThat(now.getSharpness()).isLessThan(before.getSharpness() / 4);
    assertThat(now.getBrightness())
        .isBetween(before.getBrightness() - 1, before.getBrightness() + 1);
  }

  @Test
  void noiseAddsItsVarianceToThatOfTheLevels() {
    ImageStatistics before = look(Distortion.NONE);
    ImageStatistics now = look(Distortion.noise(10));
    double red = 0.299 * 10;
    double green = 0.587 * 10;
    double blue = 0.114 * 10;

    assertThat(Math.pow(now.getContrast(), 2) - Math.pow(before.getContrast(), 2))
        .isBetween(
            0.5 * (red * red + green * green + blue * blue),
            2 * (red * red + green * green + blue * blue));
  }

  @Test
  void aJpegIsDecodedAsOneAndTheCoarserTheFurtherOff() {
    assertThat(difference(seen(Distortion.jpeg(0.05f), ImageFormat.JPEG)))
        .isGreaterThan(difference(seen(Distortion.jpeg(0.9f), ImageFormat.JPEG)));
  }

  private static long difference(byte[] pixels) {
    byte[] original = image();
    long sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      sum += Math.abs((pixels[i] & 0xff) - (original[i] & 0xff));
    }
    return sum;
  }
}
