package dev.sightline.trainer.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.inference.ImageTensor;
import dev.sightline.trainer.network.Activation;
import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.Network;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class OptimizerTest {
  private static final Offset<Float> CLOSE = within(1e-6f);

  /** One pixel and two classes: the logits are pixel · kernel + bias. */
  private static final Network PIXEL =
      new Network(
          "pixel",
          Shape.of(1, 1, 1),
          List.of(new Layer.Flatten(), new Layer.Dense(2, Activation.SOFTMAX)));

  private static final byte[] FIFTH = {51};
  private static final int[] FIRST_CLASS = {0};
  private static final Map<String, float[]> START =
      Map.of("dense/kernel", new float[] {1, -1}, "dense/bias", new float[] {0.5f, 0});

  @Nested
  class WhenItIsNesterov {
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 0.02;
    private static final double RATE = 0.5;
    private static final double VECTORS = 4;

    @Test
    void twoStepsAreThoseOfItsFormula() {
      Nesterov nesterov = new Nesterov((float) MOMENTUM, (float) DECAY, (float) VECTORS);
      double[] kernel = {1, -1};
      double[] bias = {0.5, 0};
      double[] kernelVelocity = {0, 0};
      double[] biasVelocity = {0, 0};
      try (TrainedStep trained = new TrainedStep(PIXEL, nesterov, 0)) {
        trained.assign(START);
        for (int step = 1; step <= 2; step++) {
          double first = firstProbability(kernel, bias);
          float loss = trained.step(FIFTH, FIRST_CLASS, (float) RATE);
          assertThat(loss).isCloseTo((float) -Math.log(first), CLOSE);
          double[] logitGradients = {first - 1, 1 - first};
          for (int i = 0; i < 2; i++) {
            double g = 0.2 * logitGradients[i] + DECAY * kernel[i];
            kernelVelocity[i] = MOMENTUM * kernelVelocity[i] + g;
            kernel[i] -= RATE * (g + MOMENTUM * kernelVelocity[i]);
            double b = logitGradients[i] + DECAY / VECTORS * bias[i];
            biasVelocity[i] = MOMENTUM * biasVelocity[i] + b;
            bias[i] -= RATE * VECTORS * (b + MOMENTUM * biasVelocity[i]);
          }
          assertClose(trained.value("dense/kernel"), kernel);
          assertClose(trained.value("dense/bias"), bias);
        }
      }
    }

    private static double firstProbability(double[] kernel, double[] bias) {
      double difference = 0.2 * (kernel[1] - kernel[0]) + bias[1] - bias[0];
      return 1 / (1 + Math.exp(difference));
    }
  }

  @Nested
  class WhenItIsAdam {
    /** The first step of Adam is the rate, against the gradient's sign. */
    @Test
    void theFirstStepIsTheRateWhateverTheGradient() {
      try (TrainedStep trained = new TrainedStep(PIXEL, new Adam(), 0)) {
        trained.assign(START);
        trained.step(FIFTH, FIRST_CLASS, 0.01f);
        assertClose(trained.value("dense/kernel"), 1.01, -1.01);
        assertClose(trained.value("dense/bias"), 0.51, -0.01);
        assertThat(trained.value("adam/beta1_power")[0]).isCloseTo(0.81f, CLOSE);
        assertThat(trained.value("adam/beta2_power")[0]).isCloseTo(0.998001f, CLOSE);
      }
    }
  }

  @Nested
  class WhenItIsMuon {
    private static final int IMAGES = 64;
    private static final int FILTERS = 6;
    private static final float RATE = 0.5f;
    private static final float KERNEL_RATE = 0.2f;
    private static final Nesterov OTHERS = new Nesterov(0.9f, 0.01f, 2);

    private static final Network CONVOLUTION =
        new Network(
            "convolution",
            Shape.of(6, 6, 3),
            List.of(
                new Layer.Normalization(),
                new Layer.Conv(3, FILTERS, Activation.RELU),
                new Layer.Flatten(),
                new Layer.Dense(4, Activation.SOFTMAX)));

    /** Pixels of mean 0 and variance 1: a gradient that is not mostly their mean. */
    private static final Map<String, float[]> AROUND_ZERO =
        Map.of(
            "normalization/mean", new float[] {0.5f, 0.5f, 0.5f},
            "normalization/variance", new float[] {1 / 12f, 1 / 12f, 1 / 12f});

    private final byte[] pixels = new byte[IMAGES * 6 * 6 * 3];
    private final int[] labels = new int[IMAGES];

    WhenItIsMuon() {
      SplittableRandom random = new SplittableRandom(3);
      random.nextBytes(pixels);
      for (int i = 0; i < IMAGES; i++) {
        labels[i] = random.nextInt(4);
      }
    }

    @Test
    void aKernelIsBroughtToItsNormAndChangedByAnAlmostOrthogonalMatrix() {
      try (TrainedStep trained =
          new TrainedStep(CONVOLUTION, new Muon(0.6f, KERNEL_RATE, OTHERS), 0)) {
        trained.assign(AROUND_ZERO);
        float[] before = trained.value("conv2d/kernel");
        trained.step(pixels, labels, RATE);
        float[] after = trained.value("conv2d/kernel");

        double norm = 0;
        for (float value : before) {
          norm += value * value;
        }
        double scale = Math.sqrt(FILTERS / norm);
        float[] change = new float[before.length];
        for (int i = 0; i < change.length; i++) {
          change[i] = (float) ((before[i] * scale - after[i]) / (RATE * KERNEL_RATE));
        }
        float[] singular = singularValues(change);
        assertThat(singular).hasSize(FILTERS);
        for (float value : singular) {
          assertThat(value).isBetween(0.5f, 1.5f);
        }
      }
    }

    @Test
    void allOtherWeightsAreNesterovs() {
      try (TrainedStep muon = new TrainedStep(CONVOLUTION, new Muon(0.6f, 0.2f, OTHERS), 0);
          TrainedStep nesterov = new TrainedStep(CONVOLUTION, OTHERS, 0)) {
        muon.assign(AROUND_ZERO);
        nesterov.assign(AROUND_ZERO);
        muon.step(pixels, labels, RATE);
        nesterov.step(pixels, labels, RATE);
        for (String weight : List.of("conv2d/bias", "dense/kernel", "dense/bias")) {
          float[] expected = nesterov.value(weight);
          assertThat(muon.value(weight)).as(weight).containsExactly(expected, within(1e-6f));
        }
        assertThat(muon.value("conv2d/kernel")).isNotEqualTo(nesterov.value("conv2d/kernel"));
      }
    }

    /** Of a matrix [27, FILTERS]. */
    private static float[] singularValues(float[] matrix) {
      try (EagerSession session = EagerSession.create();
          TFloat32 tensor = TFloat32.tensorOf(Shape.of(27, FILTERS), DataBuffers.of(matrix))) {
        Ops tf = Ops.create(session);
        return ImageTensor.values(tf.linalg.svd(tf.constantOf(tensor)).s().asTensor());
      }
    }
  }

  @Nested
  class WhenLabelsAreSmoothed {
    /** Of the label's class: 1 − 0.3 + 0.3 / 2; of the other: 0.3 / 2. */
    @Test
    void aShareOfThemGoesToAllClassesAlike() {
      double first = 1 / (1 + Math.exp(-0.9));
      double expected = -0.85 * Math.log(first) - 0.15 * Math.log(1 - first);
      try (TrainedStep trained = new TrainedStep(PIXEL, new Adam(), 0.3)) {
        trained.assign(START);
        assertThat(trained.step(FIFTH, FIRST_CLASS, 0.1f)).isCloseTo((float) expected, CLOSE);
      }
    }
  }

  @Nested
  class WhenWeightsLookAhead {
    @Test
    void slowAndFastOnesAreTheAverageThen() {
      try (TrainedStep trained = new TrainedStep(PIXEL, new Nesterov(0.9f, 0, 1), 0)) {
        trained.assign(START);
        trained.assign(
            Map.of("slow/dense/kernel", new float[] {3, 5}, "slow/dense/bias", new float[] {0, 2}));
        trained.lookAhead(0.25f);
        for (String prefix : List.of("", "slow/")) {
          assertClose(trained.value(prefix + "dense/kernel"), 1.5, 0.5);
          assertClose(trained.value(prefix + "dense/bias"), 0.375, 0.5);
        }
      }
    }

    @Test
    void theSlowOnesStayWhereTheyAreInAStep() {
      try (TrainedStep trained = new TrainedStep(PIXEL, new Nesterov(0.9f, 0, 1), 0)) {
        trained.assign(START);
        trained.lookAhead(0);
        trained.step(FIFTH, FIRST_CLASS, 0.5f);
        assertClose(trained.value("slow/dense/kernel"), 1, -1);
        assertThat(trained.value("dense/kernel")[0]).isGreaterThan(1);
      }
    }

    @Test
    void theyStartWhereTheFastOnesDo() {
      try (TrainedStep trained = new TrainedStep(PIXEL, new Adam(), 0)) {
        assertThat(trained.value("slow/dense/kernel")).isEqualTo(trained.value("dense/kernel"));
      }
    }
  }

  private static void assertClose(float[] actual, double... expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo((float) expected[i], CLOSE);
    }
  }
}
