package dev.sightline.inference.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final NvidiaDriver NONE =
      new NvidiaDriver(Optional.empty(), false, Optional.empty());
  private static final NvidiaDriver H100 =
      new NvidiaDriver(Optional.of("550.54.15"), true, Optional.of("NVIDIA H100 80GB HBM3"));
  private static final Gpu FIRST = new Gpu(0, 75L << 30);
  private static final Gpu SECOND = new Gpu(1, 75L << 30);

  @Nested
  class WhenThereAreGpus {
    @Test
    void modelsRunOnTheFirstWhichIsNamed() {
      Devices devices = new Devices(List.of(FIRST), true, H100, 16);

      assertThat(devices.name()).isEqualTo("GPU:0 NVIDIA H100 80GB HBM3");
      assertThat(devices.text()).isEqualTo("GPU:0 NVIDIA H100 80GB HBM3 with 75.0 GiB");
      assertThat(devices.missingGpu()).isEmpty();
    }

    @Test
    void theOthersAreSaidNotToBeUsed() {
      Devices devices = new Devices(List.of(FIRST, SECOND), true, H100, 16);

      assertThat(devices.text())
          .isEqualTo(
              "GPU:0 NVIDIA H100 80GB HBM3 with 75.0 GiB; of 2 GPUs the others are not used");
    }

    @Test
    void bfloat16IsNothingOfItsOwn() {
      Devices devices = new Devices(List.of(FIRST), true, H100, 16);

      assertThat(devices.distinct(List.of(Precision.FLOAT32, Precision.BFLOAT16)))
          .containsExactly(Precision.FLOAT32);
    }

    @Test
    void oneWhoseModelIsNotKnownHasTensorFlowsName() {
      assertThat(new Devices(List.of(FIRST), true, NONE, 16).name()).isEqualTo("GPU:0");
    }
  }

  @Nested
  class WhenThereIsNone {
    @Test
    void theLibraryForCpusIsTheReasonWhateverTheMachineHas() {
      Devices devices = new Devices(List.of(), false, H100, 2);

      assertThat(devices.name()).isEqualTo("CPU");
      assertThat(devices.text()).isEqualTo("the CPU, 2 cores");
      assertThat(devices.missingGpu())
          .contains(
              "TensorFlow found no GPU, only the CPU, 2 cores: TensorFlow's library here is the one"
                  + " for CPUs. Take the image whose tag ends in -gpu, or build with -Pgpu"
                  + " (docs/containers.md)");
    }

    @Test
    void allPrecisionsCompete() {
      List<Precision> precisions = List.of(Precision.FLOAT32, Precision.BFLOAT16);

      assertThat(new Devices(List.of(), true, NONE, 2).distinct(precisions)).isEqualTo(precisions);
    }

    @Test
    void aMachineWithoutADriverIsTold() {
      Devices devices = new Devices(List.of(), true, NONE, 1);

      assertThat(devices.text())
          .isEqualTo(
              "the CPU, 1 core, for there is no GPU: no NVIDIA driver is to be seen. Install one on"
                  + " the machine, version 525.60.13 or newer");
    }

    @Test
    void aContainerThatWasGivenNoneIsTold() {
      NvidiaDriver ofTheHost =
          new NvidiaDriver(Optional.of("550.54.15"), false, Optional.of("NVIDIA L4"));

      assertThat(new Devices(List.of(), true, ofTheHost, 2).missingGpu().orElseThrow())
          .endsWith(
              ": NVIDIA's driver 550.54.15 runs on this machine, but its devices were not given to"
                  + " this process. Start the container with --gpus all, or the pod with"
                  + " nvidia.com/gpu in its limits");
    }

    @Test
    void aDriverThatCantBeUsedIsTold() {
      assertThat(new Devices(List.of(), true, H100, 2).missingGpu().orElseThrow())
          .contains("driver 550.54.15 is there, but TensorFlow can't use it", "CUDA 12.5");
    }
  }

  /** On whatever machine this runs: the list, the library and the driver agree. */
  @Test
  void thoseOfThisProcessAreFound() {
    Devices devices = Devices.found(SessionSettings.serving(Precision.FLOAT32));

    assertThat(devices.cores()).isPositive();
    if (devices.gpus().isEmpty()) {
      assertThat(devices.name()).isEqualTo("CPU");
      assertThat(devices.missingGpu()).isPresent();
    } else {
      assertThat(devices.builtForGpus()).isTrue();
      assertThat(devices.gpus().get(0).memoryBytes()).isPositive();
    }
    assertThat(devices).isEqualTo(Devices.found(SessionSettings.EVALUATION));
  }
}
