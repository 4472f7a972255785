package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

class MirroredTest {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 4;
  private static final int CLASSES = 3;
  private static final int IMAGES = 2;
  private static final Shape IMAGE = Shape.of(HEIGHT, WIDTH, 3);
  private static final List<Layer> LAYERS =
      List.of(
          new Layer.Conv(3, 4, Activation.RELU),
          new Layer.Flatten(),
          new Layer.Dense(CLASSES, Activation.SOFTMAX));

  /** Logits are the logarithms of their probabilities, up to what softmax does not see. */
  @Test
  void answersByTheMeanOfTheLogitsOfAnImageAndItsMirrorImage() {
    byte[] pixels = new byte[IMAGES * HEIGHT * WIDTH * 3];
    new SplittableRandom(4).nextBytes(pixels);
    float[] straight = probabilities(false, pixels);
    float[] turned = probabilities(false, mirror(pixels));
    float[] both = probabilities(true, pixels);

    for (int image = 0; image < IMAGES; image++) {
      double[] expected = new double[CLASSES];
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        int at = image * CLASSES + c;
        expected[c] = Math.exp((Math.log(straight[at]) + Math.log(turned[at])) / 2);
        sum += expected[c];
      }
      for (int c = 0; c < CLASSES; c++) {
        assertThat(both[image * CLASSES + c]).isCloseTo((float) (expected[c] / sum), within(1e-5f));
      }
    }
    assertThat(both).isNotEqualTo(straight);
  }

  private static float[] probabilities(boolean mirrored, byte[] pixels) {
    Network network = new Network("test", IMAGE, LAYERS, mirrored);
    PixelStatistics statistics = new PixelStatistics(pixels, IMAGE);
    Map<String, float[]> weights = new InitialValues(1, statistics).of(network);
    try (FrozenGraph frozen = new FrozenGraph(new TrainedNetwork(network, weights));
        Session session = new Session(frozen.graph())) {
      return new GraphClassifier(session, IMAGE, FrozenGraph.INPUT, FrozenGraph.OUTPUT)
          .probabilities(pixels, 0, IMAGES);
    }
  }

  private static byte[] mirror(byte[] pixels) {
    byte[] mirrored = new byte[pixels.length];
    for (int row = 0; row < IMAGES * HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        System.arraycopy(
            pixels,
            (row * WIDTH + column) * 3,
            mirrored,
            (row * WIDTH + WIDTH - 1 - column) * 3,
            3);
      }
    }
    return mirrored;
  }
}
