package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an object of an overlay names is there: in the overlay, or in what the page tells to make.
 */
class ReferencesTest {
  static Stream<String> overlays() {
    return Overlay.names();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyVolumeIsMountedAndEveryMountIsAVolume(String name) {
    assertThat(Overlay.named(name).pods())
        .allSatisfy(
            pod ->
                assertThat(names(pod.container().path("volumeMounts")))
                    .as(pod.owner())
                    .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                names(pod.spec().path("volumes")).stream(), pod.claims().stream())
                            .toList()));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyClaimOfAPodIsThere(String name) {
    Overlay overlay = Overlay.named(name);
    assertThat(overlay.pods())
        .flatExtracting(pod -> pod.spec().findValuesAsText("claimName"))
        .isNotEmpty()
        .allSatisfy(claim -> overlay.object("PersistentVolumeClaim", claim));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void thePageTellsOfEverySecret(String name) {
    String page = YamlDocuments.text(Path.of("..", "docs", "kubernetes.md"));
    assertThat(Overlay.named(name).pods())
        .flatExtracting(pod -> secrets(pod.spec()))
        .isNotEmpty()
        .allSatisfy(secret -> assertThat(page).contains("`" + secret + "`"));
  }

  private static List<String> secrets(JsonNode spec) {
    return Stream.of(
            spec.findValuesAsText("secretName").stream(),
            spec.findValues("secretKeyRef").stream().map(key -> key.required("name").asText()),
            spec.findValues("secret").stream()
                .filter(source -> source.has("name"))
                .map(source -> source.required("name").asText()))
        .flatMap(names -> names)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyProbeAndServiceMeetsAPortThatIsOpen(String name) {
    Overlay overlay = Overlay.named(name);
    for (Pod pod : overlay.pods()) {
      assertThat(pod.container().findValues("httpGet"))
          .allSatisfy(probe -> pod.port(probe.required("port").asText()));
    }
    for (JsonNode service : overlay.of("Service")) {
      Pod pod = only(overlay, service.at("/spec/selector"));
      assertThat(Pod.elements(service.at("/spec/ports")))
          .isNotEmpty()
          .allSatisfy(
              port ->
                  assertThat(pod.port(port.required("targetPort").asText()))
                      .isEqualTo(port.required("port").asInt()));
    }
  }

  private static Pod only(Overlay overlay, JsonNode labels) {
    List<Pod> selected = overlay.pods().stream().filter(pod -> pod.has(labels)).toList();
    assertThat(selected).as(labels.toString()).hasSize(1);
    return selected.get(0);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void aStatefulSetHasItsServiceAndItsBudget(String name) {
    Overlay overlay = Overlay.named(name);
    JsonNode workers = overlay.object("StatefulSet", "sightline-worker");
    JsonNode service = overlay.object("Service", workers.at("/spec/serviceName").asText());
    assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
    assertThat(service.at("/spec/selector")).isEqualTo(workers.at("/spec/selector/matchLabels"));
    assertThat(
            overlay
                .object("PodDisruptionBudget", "sightline-worker")
                .at("/spec/selector/matchLabels"))
        .isEqualTo(workers.at("/spec/selector/matchLabels"));
    assertThat(overlay.worker().spec().findValues("labelSelector"))
        .hasSize(2)
        .allMatch(
            selector ->
                selector.required("matchLabels").equals(workers.at("/spec/selector/matchLabels")));
  }

  /** A pod that the first policy misses is one that anybody reaches. */
  @ParameterizedTest
  @MethodSource("overlays")
  void everyPodIsShutToAllButWhatAPolicyLetsIn(String name) {
    Overlay overlay = Overlay.named(name);
    JsonNode shut = overlay.object("NetworkPolicy", "sightline").required("spec");
    // None at all: a server drops an empty list, and each apply would bring it anew.
    assertThat(shut.has("ingress")).isFalse();
    assertThat(shut.required("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(overlay.pods()).allMatch(pod -> pod.has(shut.at("/podSelector/matchLabels")));
    assertThat(overlay.of("NetworkPolicy"))
        .filteredOn(policy -> !policy.at("/spec/ingress").isEmpty())
        .hasSize(2)
        .allSatisfy(
            policy -> {
              Pod pod = only(overlay, policy.at("/spec/podSelector/matchLabels"));
              assertThat(policy.at("/spec/ingress").findValuesAsText("port"))
                  .isNotEmpty()
                  .allSatisfy(pod::port);
            });
  }

  /** Where a pod goes to, the first policy lets it. */
  @ParameterizedTest
  @MethodSource("overlays")
  void kafkaAndTheRegistryAreReachedOnPortsThatAreLetOut(String name) {
    Overlay overlay = Overlay.named(name);
    List<String> ports =
        overlay.object("NetworkPolicy", "sightline").at("/spec/egress").findValuesAsText("port");
    assertThat(overlay.worker().variables(overlay))
        .extractingByKeys("KAFKA_BOOTSTRAP_SERVERS", "SCHEMA_REGISTRY_URL")
        .allSatisfy(address -> assertThat(ports).contains(address.replaceFirst(".*:", "")));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everythingIsInOneNamespace(String name) {
    assertThat(Overlay.named(name).objects())
        .filteredOn(object -> !object.required("kind").asText().equals("Namespace"))
        .isNotEmpty()
        .allMatch(object -> object.at("/metadata/namespace").asText().equals("sightline"));
  }

  private static List<String> names(JsonNode array) {
    return Pod.elements(array).map(each -> each.required("name").asText()).toList();
  }
}
