package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KEDA signs in to Kafka as the workers do. */
class ScalingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"cpu with lag-scaling-scram", "cpu with lag-scaling-mutual-tls", "complete"})
  void theTriggerNamesWhoKedaIs(String name) {
    Overlay overlay = Overlay.named(name);
    JsonNode trigger = trigger(overlay);

    overlay.object(
        "TriggerAuthentication", trigger.at("/authenticationRef/name").asText("there is none"));
    assertThat(trigger.at("/metadata/tls").asText()).isEqualTo("enable");
  }

  @Test
  void withoutSigningInItNamesNobody() {
    assertThat(trigger(Overlay.with("lag-scaling")).has("authenticationRef")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag-scaling-scram", "lag-scaling-mutual-tls"})
  void theExamplesHaveEveryKeyThatItTakesFromASecretAndNoOther(String component) {
    Map<String, Map<String, String>> shown = ExampleSecrets.of(component).values();
    List<JsonNode> asked =
        Pod.elements(authentication(component).at("/spec/secretTargetRef")).toList();

    assertThat(asked)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            key ->
                assertThat(shown.get(key.required("name").asText()))
                    .containsKey(key.required("key").asText()));
    assertThat(shown.values().stream().mapToInt(Map::size).sum()).isEqualTo(asked.size());
  }

  @Test
  void byScramItIsTheWorkersUserWithTheWorkersMechanism() {
    Overlay overlay = Overlay.named("complete");
    JsonNode user = authentication("lag-scaling-scram").at("/spec/configMapTargetRef/0");

    assertThat(user.required("parameter").asText()).isEqualTo("username");
    String name =
        overlay
            .object("ConfigMap", user.required("name").asText())
            .required("data")
            .required(user.required("key").asText())
            .asText();
    overlay.object("KafkaUser", name);
    Map<String, String> worker = overlay.worker().settings(overlay);
    assertThat(worker.get("sasl.jaas.config")).contains("username=\"" + name + "\"");
    assertThat(trigger(overlay).at("/metadata/sasl").asText())
        .isEqualTo("scram_sha512")
        .isEqualTo(worker.get("sasl.mechanism").toLowerCase(Locale.ROOT).replace("-sha-", "_sha"));
  }

  /** Unless told, KEDA speaks as Kafka 1.0, for which brokers from 4.0 on answer in part alone. */
  @Test
  void kedaSpeaksAVersionThatBrokersFrom4OnAnswer() {
    assertThat(trigger(Overlay.with("lag-scaling")).at("/metadata/version").asText())
        .matches("2\\.[1-8]\\.0");
  }

  private static JsonNode trigger(Overlay overlay) {
    return overlay.object("ScaledObject", "sightline-worker").at("/spec/triggers/0");
  }

  private static JsonNode authentication(String component) {
    return YamlDocuments.in("components/" + component + "/trigger-authentication.yaml").get(0);
  }
}
