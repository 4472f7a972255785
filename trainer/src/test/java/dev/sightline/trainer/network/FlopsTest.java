package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.network.optimizer.Adam;
import dev.sightline.trainer.network.optimizer.Muon;
import dev.sightline.trainer.network.optimizer.Nesterov;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class FlopsTest {
  private static final Layer.Conv TRAINED = new Layer.Conv(3, 2, Activation.RELU);
  private static final Layer.Conv FIXED =
      new Layer.Conv(2, 8, Activation.RELU, Padding.VALID, false, Weight.Initial.WHITENING);

  @Test
  void thoseOfTheTutorialsNetworkAreWhatItsLayersAddUpTo() {
    assertThat(Networks.tutorial(10).flops()).isEqualTo(new Flops(81_481_728, 242_675_712));
  }

  /** Convolution: 4·4·2 sums of 9 products; dense: 3 sums of 32. */
  @Test
  void theFirstLayerNeedsNoGradientOfItsInput() {
    long conv = 2 * 4 * 4 * 2 * 9;
    long dense = 2 * 3 * 32;
    assertThat(network(TRAINED, Views.SINGLE).flops())
        .isEqualTo(new Flops(conv + dense, 2 * conv + 3 * dense));
  }

  /** Convolution: 3·3·8 sums of 4 products; dense: 3 sums of 72. */
  @Test
  void aFixedKernelNeedsNoGradientAndNeitherDoesWhatComesFromIt() {
    long conv = 2 * 3 * 3 * 8 * 4;
    long dense = 2 * 3 * 72;
    assertThat(network(FIXED, Views.SINGLE).flops())
        .isEqualTo(new Flops(conv + dense, conv + 2 * dense));
  }

  @Test
  void aMirrorImageCostsAsMuchAgainInInferenceAlone() {
    Flops once = network(TRAINED, Views.SINGLE).flops();
    assertThat(network(TRAINED, Views.SHIFTED).flops())
        .isEqualTo(new Flops(4 * once.inference(), once.training()));
  }

  /** A kernel of 9 inputs and 2 filters; three times A = XᵀX, A·A and X·A. */
  @Test
  void muonsOwnAreThoseOfItsMatrixProducts() {
    Muon muon = new Muon(0.6f, 0.1f, new Nesterov(0.9f, 0, 1));
    long products = 2 * 2 * 2 * 9 + 2 * 2 * 2 * 2 + 2 * 2 * 2 * 9;
    assertThat(muon.flops(network(TRAINED, Views.SINGLE))).isEqualTo(3 * products);
    assertThat(muon.flops(network(FIXED, Views.SINGLE))).isZero();
    assertThat(new Adam().flops(network(TRAINED, Views.SINGLE))).isZero();
  }

  private static Network network(Layer.Conv conv, Views views) {
    return new Network(
        "small",
        Shape.of(4, 4, 1),
        List.of(conv, new Layer.Flatten(), new Layer.Dense(3, Activation.SOFTMAX)),
        views);
  }
}
