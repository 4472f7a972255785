package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever requires a GPU has one, on a node that has one, with the image for it; nobody else. */
class GpuTest {
  static Stream<String> overlays() {
    return Overlay.names();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whoeverRequiresAGpuHasAllThatItTakesAndNobodyElseHas(String name) {
    Overlay overlay = Overlay.named(name);
    assertThat(overlay.pods())
        .allSatisfy(
            pod -> {
              boolean requires = requires(overlay, pod);
              assertThat(pod.container().at("/resources/limits/nvidia.com~1gpu").asInt())
                  .as(pod.owner())
                  .isEqualTo(requires ? 1 : 0);
              assertThat(pod.container().required("image").asText().startsWith("sightline-gpu:"))
                  .as(pod.owner())
                  .isEqualTo(requires);
              assertThat(pod.spec().path("tolerations").toString().contains("nvidia.com/gpu"))
                  .as(pod.owner())
                  .isEqualTo(requires);
              assertThat(pod.spec().path("nodeSelector").has("nvidia.com/gpu.present"))
                  .as(pod.owner())
                  .isEqualTo(requires);
            });
  }

  /** Other commands compute nothing, and do not read the setting. */
  private static boolean requires(Overlay overlay, Pod pod) {
    return List.of("run", "train").contains(pod.args(overlay)[0])
        && Boolean.parseBoolean(pod.variables(overlay).get("SIGHTLINE_REQUIRE_GPU"));
  }

  @Test
  void onTheOverlayForGpusThatIsWhoeverComputes() {
    Overlay overlay = Overlay.named("gpu with first-training");
    assertThat(overlay.pods())
        .filteredOn(pod -> requires(overlay, pod))
        .extracting(Pod::owner)
        .containsExactlyInAnyOrder(
            "StatefulSet sightline-worker",
            "CronJob sightline-trainer",
            "Job sightline-first-training");
  }

  @Test
  void aSettingOfOnesOwnSaysThatItIsNotRequired() {
    Overlay overlay =
        Kustomization.of("gpu", List.of(), Map.of("SIGHTLINE_REQUIRE_GPU", "false")).rendered();
    assertThat(overlay.worker().variables(overlay)).containsEntry("SIGHTLINE_REQUIRE_GPU", "false");
  }
}
