package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.network.graph.FrozenGraph;
import dev.sightline.trainer.network.graph.GraphClassifier;
import dev.sightline.trainer.network.graph.InitialValues;
import dev.sightline.trainer.network.graph.PixelStatistics;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

class ViewsTest {
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

  private final byte[] pixels = new byte[IMAGES * HEIGHT * WIDTH * 3];

  @BeforeEach
  void draw() {
    new SplittableRandom(4).nextBytes(pixels);
  }

  @Test
  void mirroredIsTheMeanOverAnImageAndItsMirrorImage() {
    assertIsMeanOver(Views.MIRRORED, pixels, mirror(pixels));
  }

  @Test
  void shiftedIsTheMeanOverThoseAndBothShiftedAlongTheDiagonal() {
    assertIsMeanOver(
        Views.SHIFTED, pixels, mirror(pixels), shift(pixels, -1, 1), mirror(shift(pixels, 1, -1)));
  }

  /** Logits are the logarithms of their probabilities, up to what softmax does not see. */
  private void assertIsMeanOver(Views views, byte[]... seen) {
    assertThat(views.count()).isEqualTo(seen.length);
    double[] means = new double[IMAGES * CLASSES];
    for (byte[] view : seen) {
      float[] probabilities = probabilities(Views.SINGLE, view);
      for (int i = 0; i < means.length; i++) {
        means[i] += Math.log(probabilities[i]) / seen.length;
      }
    }
    float[] actual = probabilities(views, pixels);
    for (int image = 0; image < IMAGES; image++) {
      double sum = 0;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.exp(means[image * CLASSES + c]);
      }
      for (int c = 0; c < CLASSES; c++) {
        int at = image * CLASSES + c;
        assertThat(actual[at]).isCloseTo((float) (Math.exp(means[at]) / sum), within(1e-5f));
      }
    }
    assertThat(actual).isNotEqualTo(probabilities(Views.SINGLE, pixels));
  }

  private float[] probabilities(Views views, byte[] asked) {
    Network network = new Network("test", IMAGE, LAYERS, views);
    PixelStatistics statistics = new PixelStatistics(pixels, IMAGE);
    Map<String, float[]> weights = new InitialValues(1, statistics).of(network);
    try (FrozenGraph frozen = new FrozenGraph(new TrainedNetwork(network, weights));
        Session session = new Session(frozen.graph())) {
      return new GraphClassifier(session, IMAGE, FrozenGraph.INPUT, FrozenGraph.OUTPUT)
          .probabilities(asked, 0, IMAGES);
    }
  }

  private interface Source {
    int of(int index);
  }

  private static byte[] mirror(byte[] images) {
    return rearrange(images, y -> y, x -> WIDTH - 1 - x);
  }

  private static byte[] shift(byte[] images, int down, int right) {
    return rearrange(images, y -> reflect(y + down, HEIGHT), x -> reflect(x + right, WIDTH));
  }

  /** Beyond the border come the pixels inside of it; the border itself is not repeated. */
  private static int reflect(int index, int size) {
    return index < 0 ? -index : Math.min(index, 2 * (size - 1) - index);
  }

  private static byte[] rearrange(byte[] images, Source row, Source column) {
    byte[] rearranged = new byte[images.length];
    for (int image = 0; image < IMAGES; image++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          System.arraycopy(
              images, at(image, row.of(y), column.of(x)), rearranged, at(image, y, x), 3);
        }
      }
    }
    return rearranged;
  }

  private static int at(int image, int y, int x) {
    return ((image * HEIGHT + y) * WIDTH + x) * 3;
  }
}
