package dev.sightline.inference;

import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.PixelType;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Pixels as tensors, and tensors of scores as arrays. Pure functions; what is made is closed. */
public final class ImageTensor {
  private static final int BATCH_SIZE = 256;
  private static final int BATCH_BYTES = 4 << 20;

  private ImageTensor() {}

  /**
   * The bytes of one image of an input: height × width × channels.
   *
   * @throws ArithmeticException when they are more than an array holds
   */
  public static int bytes(ImageInput input) {
    return Math.toIntExact(
        Math.multiplyExact(
            Math.multiplyExact((long) input.getHeight(), input.getWidth()), input.getChannels()));
  }

  /**
   * How many images are scored at once where the caller has many: {@value #BATCH_SIZE}, and fewer
   * where they take more than 4 MiB, because what a network makes of them takes many times as much.
   *
   * @param imageBytes of one
   */
  public static int batchSize(int imageBytes) {
    return Math.max(1, Math.min(BATCH_SIZE, BATCH_BYTES / imageBytes));
  }

  /**
   * A tensor of some images of an array, as an input takes them; the caller closes it.
   *
   * @param pixels uint8 [any, height, width, channels]
   * @return uint8 or float32 [count, height, width, channels]; float32 is scaled
   */
  public static Tensor of(ImageInput input, byte[] pixels, int first, int count) {
    Shape image = Shape.of(input.getHeight(), input.getWidth(), input.getChannels());
    return input.getDataType() == PixelType.UINT8
        ? uint8(image, pixels, first, count)
        : scaled(image, input.getScale(), pixels, first, count);
  }

  /**
   * A tensor of some images of an array as they are; the caller closes it.
   *
   * @param image the shape of one image: [height, width, channels]
   * @return uint8 [count, height, width, channels]
   */
  public static TUint8 uint8(Shape image, byte[] pixels, int first, int count) {
    int imageBytes = Math.toIntExact(image.size());
    TUint8 images = TUint8.tensorOf(image.prepend(count));
    images.asRawTensor().data().write(pixels, first * imageBytes, count * imageBytes);
    return images;
  }

  private static TFloat32 scaled(Shape image, float scale, byte[] pixels, int first, int count) {
    int imageBytes = Math.toIntExact(image.size());
    float[] scaled = new float[count * imageBytes];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (pixels[first * imageBytes + i] & 0xFF) * scale;
    }
    return TFloat32.tensorOf(image.prepend(count), DataBuffers.of(scaled));
  }

  /** A tensor's values, row-major. */
  public static float[] values(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    read(tensor, values, 0);
    return values;
  }

  /**
   * Copies a tensor's values, row-major.
   *
   * @param tensor float32, bfloat16 or float16
   * @param into takes them from {@code offset} on
   */
  static void read(Tensor tensor, float[] into, int offset) {
    int size = Math.toIntExact(tensor.size());
    if (tensor instanceof TFloat32 floats) {
      floats.asRawTensor().data().asFloats().read(into, offset, size);
    } else {
      ((FloatNdArray) tensor)
          .copyTo(DataBuffers.of(into, false, false).offset(offset).narrow(size));
    }
  }
}
