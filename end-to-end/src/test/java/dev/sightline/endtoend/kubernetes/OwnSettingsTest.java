package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an overlay of one's own sets is what the pods get, whatever components are listed in
 * whatever order.
 */
class OwnSettingsTest {
  private static final String DEFAULTS = "sightline-defaults";
  private static final String OWN = "sightline-settings";

  /** All components that go together, for either way to sign in to Kafka. */
  private static List<String> all(String login) {
    String other = login.equals("scram") ? "mutual-tls" : "scram";
    return Overlay.components()
        .filter(name -> !name.endsWith(other) && !name.equals("lag-scaling"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram", "mutual-tls"})
  void whateverHasADefaultCanBeSetToAnythingElse(String login) {
    List<String> components = all(login);
    Overlay plain = rendered(components, Map.of());
    Map<String, String> own = new TreeMap<>();
    generated(plain, DEFAULTS)
        .forEach(
            map -> map.path("data").fieldNames().forEachRemaining(key -> own.put(key, "mine")));
    assertThat(own).containsKeys("KAFKA_BOOTSTRAP_SERVERS", "SCHEMA_REGISTRY_URL");

    Overlay overlay = rendered(components, own);

    assertThat(overlay.pods())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            pod -> assertThat(pod.variables(overlay)).as(pod.owner()).containsAllEntriesOf(own));
  }

  @Test
  void nothingButAnOverlayOfOnesOwnSetsThem() {
    assertThat(Overlay.names().toList())
        .allSatisfy(
            name ->
                assertThat(generated(Overlay.named(name), OWN))
                    .hasSize(1)
                    .allMatch(map -> map.path("data").isEmpty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram", "mutual-tls"})
  void componentsMayBeListedInAnyOrder(String login) {
    List<String> components = new ArrayList<>(all(login));
    Overlay forwards = rendered(components, Map.of());
    Collections.reverse(components);
    Overlay backwards = rendered(components, Map.of());

    assertThat(described(backwards)).isEqualTo(described(forwards)).hasSizeGreaterThan(2);
  }

  /** Variables and the rest of each pod, where the order of a list is of no meaning. */
  private static Map<String, List<Object>> described(Overlay overlay) {
    return overlay.pods().stream()
        .collect(
            Collectors.toMap(
                Pod::owner,
                pod ->
                    List.of(
                        pod.variables(overlay),
                        List.of(pod.args(overlay)),
                        pod.container().required("image"),
                        pod.container().required("resources"),
                        sorted(pod.container().path("volumeMounts")),
                        sorted(pod.spec().path("volumes")),
                        pod.spec().path("nodeSelector"))));
  }

  private static List<String> sorted(JsonNode array) {
    return Pod.elements(array).map(Object::toString).sorted().toList();
  }

  private static List<JsonNode> generated(Overlay overlay, String name) {
    return overlay.of("ConfigMap").stream()
        .filter(map -> map.at("/metadata/name").asText().startsWith(name + "-"))
        .toList();
  }

  private static Overlay rendered(List<String> components, Map<String, String> settings) {
    return Kustomization.of("gpu", components, settings).rendered();
  }
}
