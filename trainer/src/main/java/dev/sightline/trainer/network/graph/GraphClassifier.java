package dev.sightline.trainer.network.graph;

import dev.sightline.inference.ImageClassifier;
import dev.sightline.inference.ImageTensor;
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
    try (TUint8 images = ImageTensor.uint8(image, pixels, first, count);
        Result result = session.runner().feed(input, images).fetch(output).run()) {
      return ImageTensor.values((TFloat32) result.get(0));
    }
  }
}
