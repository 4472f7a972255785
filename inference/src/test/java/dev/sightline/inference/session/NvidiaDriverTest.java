package dev.sightline.inference.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvidiaDriverTest {
  @TempDir Path state;

  @Test
  void aMachineWithoutOneHasNone() {
    assertThat(NvidiaDriver.of(state.resolve("nvidia"), state.resolve("nvidiactl")))
        .isEqualTo(new NvidiaDriver(Optional.empty(), false, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024"
            + " | 550.54.15",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  560.35.03  Release Build"
            + " | 560.35.03",
        "NVRM version: of another kind |"
      })
  void itsVersionIsReadOfBothItsKernelModules(String text, String version) throws IOException {
    Files.writeString(state.resolve("version"), text + "\nGCC version:  gcc 12.2.0\n");

    assertThat(NvidiaDriver.of(state, state.resolve("nvidiactl")).version())
        .isEqualTo(Optional.ofNullable(version));
  }

  @Test
  void theModelIsThatOfAllItsGpus() throws IOException {
    gpu("0000:01:00.0", "NVIDIA L4");
    gpu("0000:02:00.0", "NVIDIA L4");

    NvidiaDriver driver = NvidiaDriver.of(state, Files.createFile(state.resolve("nvidiactl")));

    assertThat(driver.model()).contains("NVIDIA L4");
    assertThat(driver.usable()).isTrue();
  }

  /** TensorFlow may count them in another order. */
  @Test
  void ofSeveralModelsNoneIsNamed() throws IOException {
    gpu("0000:01:00.0", "NVIDIA L4");
    gpu("0000:02:00.0", "NVIDIA H100 80GB HBM3");

    assertThat(NvidiaDriver.of(state, state.resolve("nvidiactl")).model()).isEmpty();
  }

  private void gpu(String address, String model) throws IOException {
    Path folder = Files.createDirectories(state.resolve("gpus").resolve(address));
    Files.writeString(folder.resolve("information"), "Model: \t\t " + model + "\nIRQ:   \t\t 16\n");
  }
}
