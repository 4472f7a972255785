package dev.sightline.inference;

import dev.sightline.schemas.ImageInput;
import java.util.SplittableRandom;

/**
 * A few images to try a model with of which nothing is known yet, always the same for its size, so
 * that what is learnt from them doesn't depend on what the model is asked afterwards: black, white,
 * red, green and blue, a ramp of brightness, and noise.
 *
 * @param pixels uint8 [count, height, width, channels]
 */
record SampleImages(byte[] pixels, int count) {
  private static final int FLAT = 5;
  private static final int COUNT = 8;
  private static final int WHITE = 0xFF;

  static SampleImages of(ImageInput input) {
    int imageBytes = ImageTensor.bytes(input);
    byte[] pixels = new byte[Math.multiplyExact(COUNT, imageBytes)];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pixels.length; i++) {
      int within = i % imageBytes;
      pixels[i] =
          switch (i / imageBytes) {
            case 0 -> 0;
            case 1 -> (byte) WHITE;
            case 2, 3, 4 -> (byte) (within % input.getChannels() == i / imageBytes - 2 ? WHITE : 0);
            case FLAT -> (byte) ((long) within * WHITE / imageBytes);
            default -> (byte) random.nextInt();
          };
    }
    return new SampleImages(pixels, COUNT);
  }
}
