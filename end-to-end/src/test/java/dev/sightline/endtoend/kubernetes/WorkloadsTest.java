package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.topology.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .allMatch(image -> image.matches("sightline(-gpu)?:(local|\\d.*)"));
  }

  /** The same pod, whatever was done to the other one, by what is below and what comes with it. */
  @ParameterizedTest
  @ValueSource(strings = {"cpu with first-training", "gpu with first-training", "complete"})
  void theFirstTrainingIsOneOfTheScheduled(String name) {
    Overlay overlay = Overlay.named(name);
    assertThat(pod(overlay, "Job", "sightline-first-training").template())
        .isEqualTo(pod(overlay, "CronJob", "sightline-trainer").template());
  }

  private static Pod pod(Overlay overlay, String kind, String name) {
    return Pod.of(overlay.object(kind, name)).orElseThrow();
  }

  /** As Kubernetes does: pauses of ten seconds that double, up to six minutes. */
  @Test
  void thePageSaysForHowLongItIsTriedAgain() {
    int times =
        YamlDocuments.in("components/first-training/job.yaml")
            .get(0)
            .at("/spec/backoffLimit")
            .asInt();
    long seconds = IntStream.range(0, times).mapToLong(i -> Math.min(10L << i, 360)).sum();
    assertThat(YamlDocuments.text(Path.of("..", "docs", "kubernetes.md")))
        .contains("for %d minutes in all".formatted(Math.round(seconds / 60.0)));
  }

  /** They are applied to whatever namespace kubectl is told. */
  @Test
  void theUploadAndTheExamplesOfSecretsGoToTheNamespaceThatIsAskedFor() {
    assertThat(YamlDocuments.files())
        .filteredOn(file -> file.toString().matches("upload.yaml|.*\\.example\\.yaml"))
        .flatExtracting(file -> YamlDocuments.in(file.toString()))
        .hasSizeGreaterThan(10)
        .allMatch(object -> !object.required("metadata").has("namespace"));
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
