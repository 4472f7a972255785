package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.app.Sightline;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pods are told by arguments and variables is what the commands in them take. */
class SettingsTest {
  @TempDir Path state;

  static Stream<String> overlays() {
    return Overlay.names();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyVariableOfOursIsASettingThatSomebodyReads(String name) {
    Overlay overlay = Overlay.named(name);
    assertThat(overlay.pods())
        .allSatisfy(
            pod ->
                assertThat(pod.settings(overlay).keySet())
                    .as(pod.owner())
                    .contains("bootstrap.servers", "schema.registry.url"));
  }

  @Test
  void aVariableThatNobodyReadsIsFound() {
    Overlay overlay = Overlay.named("cpu");
    JsonNode set = overlay.object("StatefulSet", "sightline-worker").deepCopy();
    Pod worker = Pod.of(set).orElseThrow();
    ((ObjectNode) worker.container().required("env").get(2)).put("name", "KAFKA_BATCHSIZE");

    assertThatThrownBy(() -> worker.settings(overlay))
        .hasMessageContaining("StatefulSet sightline-worker: no setting is KAFKA_BATCHSIZE");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void aWorkerTakesItsSettings(String name) {
    Overlay overlay = Overlay.named(name);
    Map<String, Object> settings = new HashMap<>(overlay.worker().settings(overlay));
    settings.remove("schema.registry.ssl.truststore.certificates"); // the example is none
    settings.put(WorkerConfig.STATE_DIR, state.toString());

    WorkerConfig config = WorkerConfig.of(settings);

    assertThat(config.httpPort()).isEqualTo(overlay.worker().port("http"));
    assertThat(config.modelName()).isEqualTo("cifar10");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyCommandTakesItsArguments(String name) {
    Overlay overlay = Overlay.named(name);
    assertThat(overlay.pods())
        .allSatisfy(pod -> Sightline.commandLine().parseArgs(pod.args(overlay)));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theStateFolderIsAVolumeThatAPodKeeps(String name) {
    Overlay overlay = Overlay.named(name);
    Pod worker = overlay.worker();

    assertThat(Pod.elements(worker.container().required("volumeMounts")))
        .filteredOn(mount -> worker.claims().contains(mount.required("name").asText()))
        .hasSize(1)
        .allSatisfy(
            mount ->
                assertThat(worker.variables(overlay).get("SIGHTLINE_STATE_DIR"))
                    .startsWith(mount.required("mountPath").asText() + "/"));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void trainerAndDashboardGoByWhatTheWorkersGoBy(String name) {
    Overlay overlay = Overlay.named(name);
    Map<String, String> settings = overlay.worker().variables(overlay);

    assertThat(overlay.dashboard().args(overlay))
        .contains(
            "--application-id=" + settings.get("SIGHTLINE_APPLICATION_ID"),
            "--port=" + overlay.dashboard().port("http"));
    assertThat(overlay.pods())
        .filteredOn(pod -> pod.args(overlay)[0].equals("train"))
        .isNotEmpty()
        .allSatisfy(
            pod ->
                assertThat(pod.args(overlay))
                    .contains("--name=" + settings.get("SIGHTLINE_MODEL_NAME")));
  }
}
