package dev.sightline.trainer.augmentation;

import java.util.Arrays;
import java.util.SplittableRandom;

/** An image of noise in the middle of an array, with bytes around it that are none of its own. */
record Picture(int height, int width, byte[] array) {
  private static final int MARGIN = 7;

  static Picture noise(int height, int width) {
    byte[] array = new byte[height * width * 3 + 2 * MARGIN];
    new SplittableRandom(1).nextBytes(array);
    return new Picture(height, width, array);
  }

  /** This image, changed: this one stays as it is. */
  Picture after(Augmentation augmentation, Draw draw) {
    Picture changed = new Picture(height, width, array.clone());
    augmentation.apply(changed.array, MARGIN, height, width, draw);
    return changed;
  }

  /** This image, each pixel taken from another place. */
  Picture rearranged(Source source) {
    Picture changed = new Picture(height, width, array.clone());
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int[] from = source.of(row, column);
        System.arraycopy(array, at(from[0], from[1]), changed.array, at(row, column), 3);
      }
    }
    return changed;
  }

  interface Source {
    int[] of(int row, int column);
  }

  Picture mirrored() {
    return rearranged((row, column) -> new int[] {row, width - 1 - column});
  }

  /** Makes all channels of a pixel of this image the same. */
  void paint(int row, int column, int value) {
    Arrays.fill(array, at(row, column), at(row, column) + 3, (byte) value);
  }

  private int at(int row, int column) {
    return MARGIN + (row * width + column) * 3;
  }

  /** Of the whole array: what lies around the image counts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture && Arrays.equals(array, picture.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }
}
