package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class NetworkTest {
  private static final Layer SOFTMAX = new Layer.Dense(3, Activation.SOFTMAX);

  @Nested
  class WhenItIsTheTutorialsNetwork {
    private final Network network = Networks.tutorial(10);

    @Test
    void hasTheParametersThatKerasCounts() {
      assertThat(network.parameters()).isEqualTo(2_397_226);
      assertThat(network.parameters() - network.trainableParameters()).isEqualTo(896);
      assertThat(network.classes()).isEqualTo(10);
      assertThat(network.imageBytes()).isEqualTo(32 * 32 * 3);
    }

    @Test
    void isSummarizedAsKerasDoes() throws IOException {
      assertThat(NetworkSummary.of(network)).isEqualToNormalizingNewlines(golden());
    }

    private static String golden() throws IOException {
      try (var text = NetworkTest.class.getResourceAsStream("tutorial-summary.txt")) {
        return new String(text.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Test
    void drawsKernelsWithinTheirGlorotLimit() {
      Weight kernel = network.weights().get(0);
      assertThat(kernel.name()).isEqualTo("conv2d/kernel");
      assertThat(kernel.glorotLimit()).isEqualTo(Math.sqrt(6.0 / (9 * 3 + 9 * 32)));
    }
  }

  @Nested
  class WhenItsLayersDoNotFit {
    @Test
    void namesTheLayerAndWhatCameToIt() {
      assertThatThrownBy(() -> network(new Layer.Flatten(), new Layer.MaxPool(2), SOFTMAX))
          .hasMessageContaining("layer max_pooling2d")
          .hasMessageContaining("[192]");
    }

    @Test
    void doesNotPoolMapsThatAreSmallerThanThePool() {
      assertThatThrownBy(() -> network(new Layer.MaxPool(9), new Layer.Flatten(), SOFTMAX))
          .hasMessageContaining("MaxPooling2D of 9");
    }

    @Test
    void wantsASoftmaxAtTheEndAndNowhereElse() {
      assertThatThrownBy(() -> network(new Layer.Flatten(), new Layer.Dense(3, Activation.NONE)))
          .hasMessageContaining("last layer must be a softmax Dense");
      assertThatThrownBy(() -> network(new Layer.Flatten(), SOFTMAX, SOFTMAX))
          .hasMessageContaining("only the last layer");
    }

    private static Network network(Layer... layers) {
      return new Network("test", Shape.of(8, 8, 3), List.of(layers));
    }
  }

  @Nested
  class WhenItIsTrained {
    private final Network network =
        new Network("test", Shape.of(2, 2, 1), List.of(new Layer.Flatten(), SOFTMAX));

    @Test
    void refusesWeightsThatAreNotItsOwn() {
      Map<String, float[]> weights = new HashMap<>();
      weights.put("dense/kernel", new float[12]);
      assertThatThrownBy(() -> new TrainedNetwork(network, weights))
          .hasMessageContaining("has 2 weights but 1 were given");
      weights.put("dense/bias", new float[4]);
      assertThatThrownBy(() -> new TrainedNetwork(network, weights))
          .hasMessageContaining("dense/bias")
          .hasMessageContaining("has 3 values but 4");
    }
  }
}
