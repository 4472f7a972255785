package dev.sightline.inference.session;

import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** What TensorFlow runs models on in this process. */
public final class Device {
  private Device() {}

  /**
   * {@code GPU:0} when an operation can be placed there, {@code CPU} otherwise.
   *
   * <p>The settings are those of serving, because the first session of a process decides for all:
   * after one with default settings every batch would be handed from its stream thread to others
   * and back.
   */
  public static String name() {
    ConfigProto config =
        SessionSettings.serving(Precision.FLOAT32).config().toBuilder()
            .setAllowSoftPlacement(false)
            .build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, config)) {
      Ops tf =
          Ops.create(graph)
              .withDevice(
                  DeviceSpec.newBuilder()
                      .deviceType(DeviceSpec.DeviceType.GPU)
                      .deviceIndex(0)
                      .build());
      session.runner().fetch(tf.math.neg(tf.constant(1f))).run().close();
      return "GPU:0";
    } catch (IllegalArgumentException noGpu) {
      return "CPU";
    }
  }
}
