package dev.sightline.app.publish;

import dev.sightline.fixtures.HandmadeSavedModel;
import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * A float32 model of two classes that was trained on pixels from 0 to 1: the second is likelier
 * where the mean of blue is above 0.3 and that of all pixels below 1. On pixels from 0 to 255 it
 * answers with the first one always.
 */
final class ThresholdModel {
  private static final int SIDE = 8;
  private static final int BLUE = 2;

  private ThresholdModel() {}

  static Path write(Path folder) throws IOException {
    GraphDef graph =
        HandmadeSavedModel.graph(
            tf -> {
              Placeholder<TFloat32> pixels =
                  tf.withName("pixels")
                      .placeholder(
                          TFloat32.class,
                          Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, SIDE, SIDE, 3)));
              Operand<TFloat32> channels = tf.math.mean(pixels, tf.constant(new int[] {1, 2}));
              Operand<TFloat32> blue =
                  tf.gather(channels, tf.constant(new int[] {BLUE}), tf.constant(1));
              Operand<TFloat32> all = tf.reduceSum(channels, tf.constant(new int[] {1}));
              Operand<TFloat32> high = tf.math.sigmoid(steep(tf, blue, 0.3f));
              Operand<TFloat32> low =
                  tf.math.sigmoid(tf.math.neg(steep(tf, tf.expandDims(all, tf.constant(1)), 1f)));
              tf.withName("answer").math.mul(high, low);
            });
    return new HandmadeSavedModel(
            graph,
            HandmadeSavedModel.signature(
                HandmadeSavedModel.tensor("pixels", DataType.DT_FLOAT, -1, SIDE, SIDE, 3),
                HandmadeSavedModel.tensor("answer", DataType.DT_FLOAT, -1, 1)))
        .write(folder);
  }

  private static Operand<TFloat32> steep(Ops tf, Operand<TFloat32> value, float threshold) {
    return tf.math.mul(tf.math.sub(value, tf.constant(threshold)), tf.constant(50f));
  }
}
