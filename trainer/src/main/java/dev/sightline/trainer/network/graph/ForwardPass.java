package dev.sightline.trainer.network.graph;

import dev.sightline.trainer.network.Activation;
import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.PlacedLayer;
import dev.sightline.trainer.network.Views;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;

/**
 * Runs a network's layers over images in a graph. What differs between training and inference, the
 * {@link Phase} does; where a weight's value comes from, the lookup by its full name says.
 */
record ForwardPass(Ops tf, Function<String, Operand<TFloat32>> weights, Phase phase) {
  /**
   * What the classes are thought to be: the softmax of the logits' mean over the network's {@link
   * Views} of an image.
   *
   * @param images uint8 [batch, height, width, channels]
   * @return float32 [batch, classes]
   */
  Operand<TFloat32> probabilities(Network network, Operand<TUint8> images) {
    Views views = network.views();
    var logits = logits(network, views.of(tf, images));
    if (views.count() == 1) {
      return softmax(logits);
    }
    var byView = tf.reshape(logits, tf.constant(new int[] {views.count(), -1, network.classes()}));
    return softmax(tf.math.mean(byView, tf.constant(0)));
  }

  /**
   * In float64: automatic mixed precision lowers operations in float32, the last softmax among
   * them, and then each probability is off by up to 0.4 % and their sum is off 1.
   */
  private Operand<TFloat32> softmax(Operand<TFloat32> logits) {
    var precise = tf.nn.softmax(tf.dtypes.cast(logits, TFloat64.class));
    return tf.dtypes.cast(precise, TFloat32.class);
  }

  /**
   * The values before the last layer's softmax: losses want those.
   *
   * @param images uint8 [batch, height, width, channels]
   * @return float32 [batch, classes]
   */
  Operand<TFloat32> logits(Network network, Operand<TUint8> images) {
    Operand<TFloat32> values =
        tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant(1 / 255f));
    for (PlacedLayer placed : network.placedLayers()) {
      Ops scoped = tf.withSubScope(phase.name() + "_" + placed.name());
      values = placed.layer().match(new Step(scoped, placed, values));
    }
    return values;
  }

  /** One layer's ops: takes {@code input}, float32 [batch, …], and gives the layer's output. */
  private final class Step implements Layer.Cases<Operand<TFloat32>> {
    private final Ops ops;
    private final PlacedLayer placed;
    private final Operand<TFloat32> input;

    Step(Ops ops, PlacedLayer placed, Operand<TFloat32> input) {
      this.ops = ops;
      this.placed = placed;
      this.input = input;
    }

    @Override
    public Operand<TFloat32> normalization(Layer.Normalization layer) {
      var deviation = ops.math.sqrt(weight("variance"));
      return ops.math.div(ops.math.sub(input, weight("mean")), deviation);
    }

    @Override
    public Operand<TFloat32> conv(Layer.Conv layer) {
      var strides = List.of(1L, 1L, 1L, 1L);
      var sums = ops.nn.conv2d(input, weight("kernel"), strides, layer.padding().name());
      return activate(biased(sums, layer.bias()), layer.activation());
    }

    @Override
    public Operand<TFloat32> batchNorm(Layer.BatchNorm layer) {
      return phase.normalize(ops, placed, layer, input, weights);
    }

    @Override
    public Operand<TFloat32> relu(Layer.Relu layer) {
      return ops.nn.relu(input);
    }

    /** The op of old: TensorFlow has oneDNN run it and its gradient, not those of MaxPoolV2. */
    @Override
    public Operand<TFloat32> maxPool(Layer.MaxPool layer) {
      long[] square = {1, layer.size(), layer.size(), 1};
      return ops.scope()
          .opBuilder("MaxPool", "MaxPool")
          .addInput(input.asOutput())
          .setAttr("ksize", square)
          .setAttr("strides", square)
          .setAttr("padding", "VALID")
          .build()
          .output(0);
    }

    @Override
    public Operand<TFloat32> globalMaxPool(Layer.GlobalMaxPool layer) {
      return ops.max(input, ops.constant(new int[] {1, 2}));
    }

    @Override
    public Operand<TFloat32> flatten(Layer.Flatten layer) {
      return ops.reshape(input, ops.constant(new int[] {-1, (int) placed.input().size()}));
    }

    @Override
    public Operand<TFloat32> dropout(Layer.Dropout layer) {
      return phase.drop(ops, placed, layer, input);
    }

    @Override
    public Operand<TFloat32> rescaling(Layer.Rescaling layer) {
      return ops.math.mul(input, ops.constant(layer.scale()));
    }

    @Override
    public Operand<TFloat32> dense(Layer.Dense layer) {
      var sums = ops.linalg.matMul(input, weight("kernel"));
      return activate(biased(sums, layer.bias()), layer.activation());
    }

    private Operand<TFloat32> biased(Operand<TFloat32> sums, boolean bias) {
      return bias ? ops.nn.biasAdd(sums, weight("bias")) : sums;
    }

    private Operand<TFloat32> activate(Operand<TFloat32> sums, Activation activation) {
      return switch (activation) {
        case RELU -> ops.nn.relu(sums);
        case NONE -> sums;
        case SOFTMAX -> sums; // the last layer alone has it, and this pass ends before it
      };
    }

    private Operand<TFloat32> weight(String name) {
      return weights.apply(placed.weight(name));
    }
  }
}
