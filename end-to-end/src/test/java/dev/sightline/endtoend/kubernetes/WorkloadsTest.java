package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.topology.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the pods are started, kept, sized and stopped. */
class WorkloadsTest {
  static Stream<String> overlays() {
    return Overlay.names();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void aWorkerHasTimeToFinishItsBatches(String name) {
    assertThat(
            Overlay.named(name).worker().spec().required("terminationGracePeriodSeconds").asInt())
        .isEqualTo(30)
        .isGreaterThan((int) Worker.CLOSES_WITHIN.toSeconds());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void onlyReadinessAsksWhetherAWorkerGetsOn(String name) {
    JsonNode container = Overlay.named(name).worker().container();
    assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe"))
        .extracting(probe -> container.at("/" + probe + "/httpGet/path").asText())
        .containsExactly("/health/live", "/health/live", "/health/ready");
  }

  /** What a pod may take is set aside for it: memory that is promised twice ends in a kill. */
  @ParameterizedTest
  @MethodSource("overlays")
  void memoryIsRequestedInFull(String name) {
    assertThat(Overlay.named(name).pods())
        .allSatisfy(
            pod -> {
              JsonNode resources = pod.container().required("resources");
              assertThat(resources.at("/limits/memory").asText())
                  .as(pod.owner())
                  .matches("\\d+[GM]i")
                  .isEqualTo(resources.at("/requests/memory").asText());
              assertThat(resources.at("/limits/cpu").isMissingNode()).as(pod.owner()).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyClaimSaysHowItIsUsed(String name) {
    Overlay overlay = Overlay.named(name);
    Stream<JsonNode> claims =
        Stream.concat(
            overlay.of("PersistentVolumeClaim").stream(),
            overlay.of("StatefulSet").stream()
                .flatMap(set -> Pod.elements(set.at("/spec/volumeClaimTemplates"))));
    assertThat(claims)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            claim -> {
              assertThat(claim.at("/spec/accessModes")).isNotEmpty();
              assertThat(claim.at("/spec/resources/requests/storage").asText()).endsWith("Gi");
            });
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyImageHasAVersion(String name) {
    assertThat(Overlay.named(name).pods())
        .extracting(pod -> pod.container().required("image").asText())
        .allMatch(image -> image.matches("sightline:(local|\\d.*)"));
  }

  @Test
  void onAGpuOverlayWorkersAndTrainerHaveOneEachAndNobodyElse() {
    assertThat(Overlay.named("gpu").pods())
        .allSatisfy(
            pod -> {
              boolean computes = pod.owner().matches("StatefulSet .*|CronJob .*");
              assertThat(pod.container().at("/resources/limits/nvidia.com~1gpu").asInt())
                  .as(pod.owner())
                  .isEqualTo(computes ? 1 : 0);
              assertThat(pod.container().required("image").asText().endsWith("-gpu"))
                  .as(pod.owner())
                  .isEqualTo(computes);
              assertThat(pod.spec().path("tolerations").toString().contains("nvidia.com/gpu"))
                  .as(pod.owner())
                  .isEqualTo(computes);
              assertThat(pod.spec().path("nodeSelector").has("nvidia.com/gpu.present"))
                  .as(pod.owner())
                  .isEqualTo(computes);
            });
  }

  @Test
  void theFirstTrainingIsOneOfTheScheduled() {
    Pod first = pod("components/first-training/job.yaml");
    Pod scheduled = pod("components/trainer/trainer.yaml");
    assertThat(first.template()).isEqualTo(scheduled.template());
  }

  private static Pod pod(String file) {
    return Pod.of(YamlDocuments.in(file).get(0)).orElseThrow();
  }

  /** A file that no kustomization names is one that nobody applies. */
  @Test
  void everyFileIsPartOfAKustomizationOrSaysThatItIsNot() {
    assertThat(YamlDocuments.files())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            file -> {
              String own = file.getFileName().toString();
              if (own.equals("kustomization.yaml")
                  || own.endsWith(".example.yaml")
                  || file.equals(Path.of("upload.yaml"))) {
                return;
              }
              assertThat(
                      YamlDocuments.text(
                          Path.of("..", "k8s").resolve(file).resolveSibling("kustomization.yaml")))
                  .contains(" " + own);
            });
  }
}
