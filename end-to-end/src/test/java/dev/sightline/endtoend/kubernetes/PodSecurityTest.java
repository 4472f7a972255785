package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pod keeps to the pod security standard "restricted", and to more: what it can't do, nobody
 * who breaks into it can.
 */
class PodSecurityTest {
  private static final Set<String> VOLUMES =
      Set.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret");

  static Stream<String> overlays() {
    return Overlay.names();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyPodOfAnOverlayIsRestricted(String name) {
    assertThat(Overlay.named(name).pods()).hasSizeGreaterThan(2).allSatisfy(this::isRestricted);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyPodRunsAsAnAccountThatGivesNoToken(String name) {
    Overlay overlay = Overlay.named(name);
    assertThat(overlay.pods())
        .extracting(pod -> pod.spec().path("serviceAccountName").asText())
        .isNotEmpty()
        .allSatisfy(
            account ->
                assertThat(
                        overlay
                            .object("ServiceAccount", account)
                            .required("automountServiceAccountToken")
                            .asBoolean())
                    .isFalse());
  }

  @Test
  void soIsThePodThatTakesUploads() {
    assertThat(YamlDocuments.in("upload.yaml"))
        .hasSize(1)
        .allSatisfy(object -> isRestricted(Pod.of(object).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theNamespaceDemandsIt(String name) {
    assertThat(
            Overlay.named(name)
                .object("Namespace", "sightline")
                .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                .asText())
        .isEqualTo("restricted");
  }

  private void isRestricted(Pod pod) {
    JsonNode spec = pod.spec();
    assertThat(spec.fieldNames())
        .toIterable()
        .as(pod.owner())
        .doesNotContain("hostNetwork", "hostPID", "hostIPC", "initContainers");
    assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).as(pod.owner()).isTrue();
    assertThat(spec.at("/securityContext/runAsUser").asInt()).as(pod.owner()).isEqualTo(10001);
    assertThat(spec.at("/securityContext/runAsGroup").asInt()).as(pod.owner()).isEqualTo(10001);
    assertThat(spec.at("/securityContext/fsGroup").asInt()).as(pod.owner()).isEqualTo(10001);
    assertThat(spec.at("/securityContext/seccompProfile/type").asText())
        .as(pod.owner())
        .isEqualTo("RuntimeDefault");
    isFalse(pod, spec.path("automountServiceAccountToken"));
    // Variables such as KAFKA_PORT, which Kubernetes makes of Services, would be taken for
    // settings.
    isFalse(pod, spec.path("enableServiceLinks"));
    assertThat(Pod.elements(spec.path("volumes")))
        .allSatisfy(
            volume ->
                assertThat(volume.fieldNames())
                    .toIterable()
                    .filteredOn(field -> !field.equals("name"))
                    .as(pod.owner())
                    .hasSize(1)
                    .isSubsetOf(VOLUMES));
    isRestricted(pod, pod.container().required("securityContext"));
  }

  private static void isRestricted(Pod pod, JsonNode container) {
    isFalse(pod, container.path("allowPrivilegeEscalation"));
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).as(pod.owner()).isTrue();
    assertThat(container.path("capabilities").toString())
        .as(pod.owner())
        .isEqualTo("{\"drop\":[\"ALL\"]}");
    assertThat(container.fieldNames())
        .toIterable()
        .as(pod.owner())
        .containsExactlyInAnyOrder(
            "allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities");
  }

  private static void isFalse(Pod pod, JsonNode value) {
    assertThat(value.isBoolean() && !value.asBoolean()).as("%s: %s", pod.owner(), value).isTrue();
  }
}
