package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/kubernetes.md tells to write into a kustomization does what it says there. */
class PageExamplesTest {
  @Test
  void theFirstHasItsOwnBrokersRegistryAndImages() {
    Overlay start = PageExamples.start().rendered();
    assertThat(addresses(start))
        .containsExactly("kafka.example.org:9092", "http://registry.example.org:8081");
    assertThat(images(start)).isNotEmpty().containsOnly("images.example.org/sightline:1.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka-scram", "kafka-mutual-tls", "registry-login"})
  void soItHasWithALogin(String login) {
    Overlay overlay =
        new Kustomization(PageExamples.start().text().replace("/monitoring", "/" + login))
            .rendered();
    assertThat(addresses(overlay))
        .containsExactly("kafka.example.org:9092", "http://registry.example.org:8081");
  }

  @Test
  void bothImagesHaveTheirNamesAndTags() {
    Overlay overlay = PageExamples.with("sightline-gpu").rendered();
    assertThat(overlay.worker().container().required("image").asText())
        .isEqualTo("images.example.org/sightline:1.2-gpu");
    assertThat(overlay.dashboard().container().required("image").asText())
        .isEqualTo("images.example.org/sightline:1.2");
    assertThat(images(overlay)).doesNotContain("sightline", "sightline-gpu").hasSize(4);
  }

  @Test
  void imagesArePulledWithALogin() {
    JsonNode account =
        PageExamples.with("imagePullSecrets").rendered().object("ServiceAccount", "sightline");
    assertThat(account.at("/imagePullSecrets/0/name").asText()).isEqualTo("images");
  }

  @Test
  void podsAreLetOutToAnotherPort() {
    Overlay overlay = PageExamples.with("port: 9094").rendered();
    assertThat(
            overlay
                .object("NetworkPolicy", "sightline")
                .at("/spec/egress")
                .findValuesAsText("port"))
        .contains("53", "9092", "9093", "8081", "443", "9094");
    assertThat(addresses(overlay)).contains("kafka.example.org:9094");
  }

  @Test
  void thereAreMoreWorkers() {
    assertThat(
            PageExamples.with("count: 4")
                .rendered()
                .object("StatefulSet", "sightline-worker")
                .at("/spec/replicas")
                .asInt())
        .isEqualTo(4);
  }

  @Test
  void theWebhooksSecretIsWhereItsSettingSays() {
    Overlay overlay = PageExamples.with("sightline-webhook").rendered();
    Pod worker = overlay.worker();
    JsonNode mount =
        Pod.elements(worker.container().required("volumeMounts"))
            .filter(each -> each.required("name").asText().equals("webhook"))
            .findFirst()
            .orElseThrow();
    assertThat(worker.settings(overlay))
        .containsEntry(
            "sightline.alerts.webhook.secret.file",
            mount.required("mountPath").asText() + "/secret")
        .containsKey("sightline.alerts.webhook.url");
    assertThat(Pod.elements(worker.spec().required("volumes")))
        .anyMatch(volume -> volume.at("/secret/secretName").asText().equals("sightline-webhook"));
  }

  @Test
  void theClusterChoosesTheUser() {
    assertThat(PageExamples.with("op: remove").rendered().pods())
        .hasSize(4)
        .allSatisfy(
            pod ->
                assertThat(pod.spec().required("securityContext").fieldNames())
                    .toIterable()
                    .as(pod.owner())
                    .contains("runAsNonRoot", "seccompProfile")
                    .doesNotContain("runAsUser", "runAsGroup", "fsGroup"));
  }

  /** An example that none of these renders is one that nobody has tried. */
  @Test
  void thereIsNoOther() {
    assertThat(PageExamples.all()).hasSize(7);
  }

  /** By labels the page says what to make before the rest, and what to leave when it goes. */
  @Test
  void whatComesFirstAndWhatIsKeptIsToldByLabels() {
    assertThat(labelled(Overlay.named("complete"), "namespace", "data"))
        .containsExactlyInAnyOrder("Namespace", "PersistentVolumeClaim");
    assertThat(labelled(Overlay.named("complete"), "kafka"))
        .containsOnly("KafkaTopic", "KafkaUser")
        .hasSize(Overlay.named("complete").of("KafkaTopic").size() + 3);
  }

  private static List<String> labelled(Overlay overlay, String... components) {
    return overlay.objects().stream()
        .filter(
            object ->
                Stream.of(components)
                    .anyMatch(
                        object.at("/metadata/labels/app.kubernetes.io~1component").asText()
                            ::equals))
        .map(object -> object.required("kind").asText())
        .toList();
  }

  private static List<String> addresses(Overlay overlay) {
    Map<String, String> variables = overlay.worker().variables(overlay);
    assertThat(overlay.pods())
        .allSatisfy(
            pod ->
                assertThat(pod.variables(overlay).get("KAFKA_BOOTSTRAP_SERVERS"))
                    .isEqualTo(variables.get("KAFKA_BOOTSTRAP_SERVERS")));
    return List.of(variables.get("KAFKA_BOOTSTRAP_SERVERS"), variables.get("SCHEMA_REGISTRY_URL"));
  }

  private static List<String> images(Overlay overlay) {
    return overlay.pods().stream().map(pod -> pod.container().required("image").asText()).toList();
  }
}
