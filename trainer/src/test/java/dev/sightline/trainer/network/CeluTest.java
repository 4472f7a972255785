package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

class CeluTest {
  private static final Shape IMAGE = Shape.of(1, 1, 3);
  private static final byte[] PIXEL = {(byte) 255, 0, 0};

  @ParameterizedTest
  @CsvSource({
    "0.2, 0.075, 0.2",
    "-0.2, 0.075, -0.0697888", // 0.075 (e^(-0.2 / 0.075) - 1)
    "-0.2, 1, -0.1812692",
    "-30, 0.075, -0.075"
  })
  void isSmoothBelowZeroAndTheIdentityAbove(float value, float alpha, float expected) {
    assertThat(celu(value, alpha)).isCloseTo(expected, within(1e-5f));
  }

  /** The logits are the layer's outputs, and that of a value of 0 is 0. */
  private static float celu(float value, float alpha) {
    List<Layer> layers =
        List.of(
            new Layer.Rescaling(value),
            new Layer.Celu(alpha),
            new Layer.Flatten(),
            new Layer.Dense(3, Activation.SOFTMAX));
    Network network = new Network("test", IMAGE, layers);
    Map<String, float[]> weights =
        Map.of("dense/kernel", new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, "dense/bias", new float[3]);
    try (FrozenGraph frozen = new FrozenGraph(new TrainedNetwork(network, weights));
        Session session = new Session(frozen.graph())) {
      float[] probabilities =
          new GraphClassifier(session, IMAGE, FrozenGraph.INPUT, FrozenGraph.OUTPUT)
              .probabilities(PIXEL, 0, 1);
      return (float) Math.log(probabilities[0] / probabilities[1]);
    }
  }

  @Test
  void alphaIsAboveZero() {
    assertThatThrownBy(() -> new Layer.Celu(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
