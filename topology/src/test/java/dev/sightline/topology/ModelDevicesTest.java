package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.inference.session.Devices;
import dev.sightline.inference.session.Gpu;
import dev.sightline.inference.session.NvidiaDriver;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDevicesTest {
  private static final NvidiaDriver DRIVER =
      new NvidiaDriver(Optional.empty(), false, Optional.empty());
  private static final Devices CPU = new Devices(List.of(), true, DRIVER, 2);
  private static final Devices GPU = new Devices(List.of(new Gpu(0, 1L << 34)), true, DRIVER, 2);

  @TempDir Path folder;

  @Test
  void aGpuThatIsRequiredAndMissingStopsTheWorkerInOneLine() {
    assertThatThrownBy(
            () -> ModelDevices.check(config(Map.of("sightline.require.gpu", "true")), () -> CPU))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "sightline.require.gpu: TensorFlow found no GPU, only the CPU, 2 cores: no NVIDIA"
                + " driver is to be seen. Install one on the machine, version 525.60.13 or newer");
  }

  @Test
  void oneThatIsThereDoes() {
    assertThatCode(
            () -> ModelDevices.check(config(Map.of("sightline.require.gpu", "true")), () -> GPU))
        .doesNotThrowAnyException();
  }

  @Test
  void whereNoneIsRequiredNobodyLooks() {
    assertThatCode(() -> ModelDevices.check(config(Map.of()), this::notAsked))
        .doesNotThrowAnyException();
  }

  @Test
  void aWorkerThatRunsNoModelNeedsNone() {
    Map<String, String> metrics =
        Map.of("sightline.require.gpu", "true", "sightline.roles", "metrics");

    assertThatCode(() -> ModelDevices.check(config(metrics), this::notAsked))
        .doesNotThrowAnyException();
  }

  private Devices notAsked() {
    throw new AssertionError("TensorFlow was asked");
  }

  private WorkerConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("bootstrap.servers", "localhost:9092");
    all.put("sightline.state.dir", folder.toString());
    return WorkerConfig.of(all);
  }
}
