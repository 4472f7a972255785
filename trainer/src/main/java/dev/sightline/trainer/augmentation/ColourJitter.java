package dev.sightline.trainer.augmentation;

/**
 * Changes brightness, contrast and saturation in random order, each by a factor drawn evenly from
 * {@code [max(0, 1 - strength), 1 + strength]}. Definitions are those of torchvision's {@code
 * ColorJitter} for uint8 tensors, whose hue is left out: each step is
 *
 * <pre>pixel = clamp(factor * pixel + (1 - factor) * other, 0, 255), rounded down</pre>
 *
 * where {@code other} is black for brightness, the mean of the gray image for contrast and the gray
 * of the same pixel for saturation; gray is 0.2989 red + 0.587 green + 0.114 blue, rounded down.
 *
 * @param brightness strength; at 0 there is no change
 * @param contrast strength; at 0 there is no change
 * @param saturation strength; at 0 there is no change
 * @throws IllegalArgumentException when one is negative or not finite
 */
public record ColourJitter(float brightness, float contrast, float saturation)
    implements Augmentation {
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  public ColourJitter {
    requireStrength("brightness", brightness);
    requireStrength("contrast", contrast);
    requireStrength("saturation", saturation);
  }

  @Override
  public void apply(byte[] pixels, int offset, int height, int width, Draw draw) {
    int[] order = ORDERS[draw.nextInt(ORDERS.length)];
    float brightnessFactor = factor(brightness, draw);
    float contrastFactor = factor(contrast, draw);
    float saturationFactor = factor(saturation, draw);
    int end = offset + height * width * CHANNELS;
    for (int change : order) {
      switch (change) {
        case 0 -> blend(pixels, offset, end, brightnessFactor, 0);
        case 1 -> blend(pixels, offset, end, contrastFactor, meanGray(pixels, offset, end));
        default -> saturate(pixels, offset, end, saturationFactor);
      }
    }
  }

  /** Brightness and contrast: every channel goes towards one value or away from it. */
  static void blend(byte[] pixels, int from, int end, float factor, float other) {
    float rest = (1 - factor) * other;
    for (int i = from; i < end; i++) {
      pixels[i] = clamp(factor * (pixels[i] & 0xff) + rest);
    }
  }

  static void saturate(byte[] pixels, int from, int end, float factor) {
    for (int i = from; i < end; i += CHANNELS) {
      float rest = (1 - factor) * gray(pixels, i);
      for (int channel = i; channel < i + CHANNELS; channel++) {
        pixels[channel] = clamp(factor * (pixels[channel] & 0xff) + rest);
      }
    }
  }

  static float meanGray(byte[] pixels, int from, int end) {
    long sum = 0;
    for (int i = from; i < end; i += CHANNELS) {
      sum += gray(pixels, i);
    }
    return (float) sum * CHANNELS / (end - from);
  }

  private static int gray(byte[] pixels, int at) {
    return (int)
        (0.2989f * (pixels[at] & 0xff)
            + 0.587f * (pixels[at + 1] & 0xff)
            + 0.114f * (pixels[at + 2] & 0xff));
  }

  private static byte clamp(float value) {
    return (byte) Math.max(0, Math.min(255, (int) value));
  }

  private static float factor(float strength, Draw draw) {
    return strength == 0 ? 1 : draw.nextFloat(Math.max(0, 1 - strength), Math.nextUp(1 + strength));
  }

  private static void requireStrength(String name, float strength) {
    if (!(strength >= 0) || Float.isInfinite(strength)) {
      throw new IllegalArgumentException(
          name + " changes by " + strength + ", expected a number from 0 on");
    }
  }
}
