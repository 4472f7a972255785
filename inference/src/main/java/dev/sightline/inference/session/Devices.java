package dev.sightline.inference.session;

import java.util.List;
import java.util.Optional;

/**
 * What TensorFlow has found in this process to run models on. They run on the first GPU, and on the
 * CPU where there is none.
 *
 * @param gpus in TensorFlow's order
 * @param builtForGpus whether TensorFlow's native library can use GPUs at all
 * @param cores of the CPU that this process may use
 */
public record Devices(List<Gpu> gpus, boolean builtForGpus, NvidiaDriver driver, int cores) {
  /** The oldest driver that runs programs of CUDA 12. */
  private static final String OLDEST_DRIVER = "525.60.13";

  public Devices {
    gpus = List.copyOf(gpus);
  }

  /**
   * Those of this process.
   *
   * @param settings of the sessions that follow, because the first session of a process decides for
   *     all of them: after one with other settings, batches would be handed from their threads to
   *     others and back
   * @throws IllegalStateException when TensorFlow can't open a device
   */
  public static Devices found(SessionSettings settings) {
    return new Devices(
        TensorFlowDevices.gpus(settings.config()),
        TensorFlowDevices.builtForGpus(),
        NvidiaDriver.found(),
        Runtime.getRuntime().availableProcessors());
  }

  /** The one that models run on: {@code CPU}, or {@code GPU:0} with its model where it is known. */
  public String name() {
    return first()
        .map(gpu -> gpu.name() + driver.model().map(model -> " " + model).orElse(""))
        .orElse("CPU");
  }

  /** The same in a line for people, to follow "on". */
  public String text() {
    return first().map(this::textOf).orElseGet(this::textOfCpu);
  }

  /**
   * Those of some precisions that differ here. On a GPU {@link Precision#BFLOAT16} is the same as
   * float32: TensorFlow rewrites for it what runs on the CPU alone.
   */
  public List<Precision> distinct(List<Precision> precisions) {
    return gpus.isEmpty() ? precisions : List.of(Precision.FLOAT32);
  }

  private Optional<Gpu> first() {
    return gpus.stream().findFirst();
  }

  private String textOf(Gpu gpu) {
    String others = gpus.size() == 1 ? "" : "; of " + gpus.size() + " GPUs the others are not used";
    return name() + " with " + gpu.memory() + others;
  }

  private String textOfCpu() {
    return builtForGpus ? cpu() + ", for there is no GPU: " + whyNone() : cpu();
  }

  private String cpu() {
    return "the CPU, " + (cores == 1 ? "1 core" : cores + " cores");
  }

  /**
   * That there is no GPU, why, and what to do about it; empty where there is one.
   *
   * <p>In this order, the first that holds: a library without CUDA, no driver, a driver whose
   * devices were not given to this process, a driver that TensorFlow could not use.
   */
  public Optional<String> missingGpu() {
    return gpus.isEmpty()
        ? Optional.of("TensorFlow found no GPU, only " + cpu() + ": " + whyNone())
        : Optional.empty();
  }

  private String whyNone() {
    if (!builtForGpus) {
      return "TensorFlow's library here is the one for CPUs. Take the image whose tag ends in -gpu,"
          + " or build with -Pgpu (docs/containers.md)";
    }
    if (driver.version().isEmpty()) {
      return "no NVIDIA driver is to be seen. Install one on the machine, version "
          + OLDEST_DRIVER
          + " or newer";
    }
    String version = "NVIDIA's driver " + driver.version().get();
    if (!driver.usable()) {
      return version
          + " runs on this machine, but its devices were not given to this process. Start the"
          + " container with --gpus all, or the pod with nvidia.com/gpu in its limits";
    }
    return version
        + " is there, but TensorFlow can't use it. It needs version "
        + OLDEST_DRIVER
        + " or newer, and the libraries of CUDA 12.5 and cuDNN 9.3 on LD_LIBRARY_PATH;"
        + " TF_CPP_MIN_LOG_LEVEL=0 shows what it lacks";
  }
}
