package dev.sightline.trainer.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The views of an image that inference takes the mean over: test-time augmentation. Each costs a
 * pass.
 */
public enum Views {
  /** The image. */
  SINGLE(1),
  /** The image and its mirror image. */
  MIRRORED(2),
  /**
   * Those, and both again, each shifted by a pixel along its diagonal. At the border they show the
   * pixels inside of it once more.
   */
  SHIFTED(4);

  private final int count;

  Views(int count) {
    this.count = count;
  }

  /** How many there are of an image. */
  public int count() {
    return count;
  }

  /**
   * The views of images, one after another.
   *
   * @param images uint8 [batch, height, width, channels]
   * @return uint8 [{@link #count} · batch, height, width, channels], all images of a view together
   */
  public Operand<TUint8> of(Ops tf, Operand<TUint8> images) {
    return switch (this) {
      case SINGLE -> images;
      case MIRRORED -> tf.concat(List.of(images, mirrored(tf, images)), tf.constant(0));
      case SHIFTED ->
          tf.concat(
              List.of(
                  images,
                  mirrored(tf, images),
                  shifted(tf, images, -1, 1),
                  mirrored(tf, shifted(tf, images, 1, -1))),
              tf.constant(0));
    };
  }

  private static Operand<TUint8> mirrored(Ops tf, Operand<TUint8> images) {
    return tf.reverse(images, tf.constant(new int[] {2}));
  }

  /** What a window shows that was moved down and to the right by so many pixels, -1 to 1. */
  private static Operand<TUint8> shifted(Ops tf, Operand<TUint8> images, int down, int right) {
    var border = tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}});
    var padded = tf.mirrorPad(images, border, "REFLECT");
    Operand<TInt32> corner = tf.constant(new int[] {0, 1 + down, 1 + right, 0});
    return tf.slice(padded, corner, tf.shape(images));
  }
}
