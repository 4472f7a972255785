package dev.sightline.topology.model;

import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** What TensorFlow runs models on in this process. */
public final class Device {
  private Device() {}

  /** {@code GPU:0} when an operation can be placed there, {@code CPU} otherwise. */
  public static String name() {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
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
