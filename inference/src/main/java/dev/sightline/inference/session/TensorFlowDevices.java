package dev.sightline.inference.session;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteBuffer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetRegisteredKernelsForOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.KernelList;

/** TensorFlow's own list of devices, which its C interface has and its Java interface lacks. */
final class TensorFlowDevices {
  private static final String GPU = "GPU";

  static {
    TensorFlow.version(); // loads the native library
  }

  private TensorFlowDevices() {}

  /**
   * The GPUs that a session has.
   *
   * @throws IllegalStateException when no session can be opened
   */
  static List<Gpu> gpus(ConfigProto config) {
    try (TF_Status status = TF_Status.newStatus();
        TF_SessionOptions options = options(config, status);
        TF_Graph graph = TF_Graph.newGraph();
        TF_Session session = TF_Session.newSession(graph, options, status)) {
      return gpus(session, status);
    } catch (RuntimeException failed) {
      throw new IllegalStateException(
          "TensorFlow can't open its devices: " + failed.getMessage(), failed);
    }
  }

  private static TF_SessionOptions options(ConfigProto config, TF_Status status) {
    TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
    try (BytePointer bytes = new BytePointer(config.toByteArray())) {
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
    }
    return options;
  }

  private static List<Gpu> gpus(TF_Session session, TF_Status status) {
    TF_DeviceList devices = TF_SessionListDevices(session, status);
    status.throwExceptionIfNotOK();
    try {
      List<Gpu> gpus = new ArrayList<>();
      for (int i = 0; i < TF_DeviceListCount(devices); i++) {
        if (TF_DeviceListType(devices, i, status).getString().equals(GPU)) {
          gpus.add(new Gpu(gpus.size(), TF_DeviceListMemoryBytes(devices, i, status)));
        }
      }
      return gpus;
    } finally {
      TF_DeleteDeviceList(devices);
    }
  }

  /** Whether the native library has code for GPUs: told by that for the convolution. */
  static boolean builtForGpus() {
    try (TF_Status status = TF_Status.newStatus()) {
      TF_Buffer kernels = TF_GetRegisteredKernelsForOp("Conv2D", status);
      status.throwExceptionIfNotOK();
      try {
        return KernelList.parseFrom(kernels.copyData()).getKernelList().stream()
            .anyMatch(kernel -> kernel.getDeviceType().equals(GPU));
      } catch (InvalidProtocolBufferException impossible) {
        throw new IllegalStateException("TensorFlow lists its kernels otherwise", impossible);
      } finally {
        TF_DeleteBuffer(kernels);
      }
    }
  }
}
