package dev.sightline.trainer.network.graph;

import dev.sightline.inference.ImageClassifier;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Scores images in one call of a session, which stays its owner's to close. Safe for many threads.
 *
 * @param image the shape of one image: [height, width, channels]
 * @param input the name of the input op or tensor, uint8 [batch, height, width, channels]
 * @param output the name of the output op or tensor, float32 [batch, classes]
 */
public record GraphClassifier(Session session, Shape image, String input, String output)
    implements ImageClassifier {

  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    try (TUint8 images = images(pixels, first, count, image);
        Result result = session.runner().feed(input, images).fetch(output).run()) {
      return floats((TFloat32) result.get(0));
    }
  }

  /** A tensor uint8 [count, height, width, channels] of images out of an array; close it. */
  public static TUint8 images(byte[] pixels, int first, int count, Shape image) {
    int imageBytes = Math.toIntExact(image.size());
    TUint8 images = TUint8.tensorOf(image.prepend(count));
    images.asRawTensor().data().write(pixels, first * imageBytes, count * imageBytes);
    return images;
  }

  /** A tensor's values, row-major. */
  public static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }
}
