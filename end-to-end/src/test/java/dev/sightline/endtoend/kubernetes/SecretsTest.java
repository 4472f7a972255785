package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Secrets that are asked for, the examples of them, and the users that Strimzi makes them of.
 */
class SecretsTest {
  private static final String TOKEN = "sightline-dashboard-token";

  @ParameterizedTest
  @ValueSource(strings = {"kafka-scram", "kafka-mutual-tls", "registry-login"})
  void theExamplesHaveEveryKeyThatIsAskedForAndNoOther(String component) {
    Map<String, Set<String>> asked = asked(Overlay.with(component));
    assertThat(asked.remove(TOKEN)).containsExactly("token");

    Map<String, Set<String>> shown = new HashMap<>();
    ExampleSecrets.of(component)
        .values()
        .forEach((secret, values) -> shown.put(secret, values.keySet()));
    assertThat(shown).isEqualTo(asked);
  }

  /** Where a public authority signed, there is no Secret of another one to be made. */
  @ParameterizedTest
  @ValueSource(strings = {"kafka-scram", "kafka-mutual-tls", "registry-login"})
  void withoutASecretOfAnAuthorityJavasOwnListIsTrusted(String component) throws IOException {
    Overlay overlay = Overlay.with(component);
    for (Pod pod : overlay.pods()) {
      assertThat(pod.optionalVariables())
          .as(pod.owner())
          .hasSize(1)
          .allMatch(variable -> variable.endsWith("_SSL_TRUSTSTORE_CERTIFICATES"));
      Map<String, Object> trust = new HashMap<>();
      pod.variables(overlay).keySet().stream()
          .filter(variable -> variable.contains("_SSL_TRUSTSTORE_"))
          .filter(variable -> !pod.optionalVariables().contains(variable))
          .forEach(
              variable ->
                  trust.put(
                      variable
                          .replaceFirst(".*_SSL_", "SSL_")
                          .replace('_', '.')
                          .toLowerCase(Locale.ROOT),
                      pod.variables(overlay).get(variable)));
      try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
        factory.configure(new ConfigDef().withClientSslSupport().parse(trust));
        assertThat(factory.truststore()).as(pod.owner()).isNull();
      }
    }
  }

  /** Secret and key, of variables and volumes. */
  private static Map<String, Set<String>> asked(Overlay overlay) {
    Map<String, Set<String>> asked = new HashMap<>();
    for (Pod pod : overlay.pods()) {
      pod.spec()
          .findValues("secretKeyRef")
          .forEach(reference -> add(asked, reference.required("name"), reference));
      pod.spec()
          .findValues("secret")
          .forEach(
              volume ->
                  volume
                      .required("items")
                      .forEach(
                          item ->
                              add(
                                  asked,
                                  volume.has("name")
                                      ? volume.get("name")
                                      : volume.required("secretName"),
                                  item)));
    }
    return asked;
  }

  private static void add(Map<String, Set<String>> asked, JsonNode secret, JsonNode key) {
    asked
        .computeIfAbsent(secret.asText(), name -> new HashSet<>())
        .add(key.required("key").asText());
  }

  @Test
  void everyPartThatSignsInIsAUserOfStrimzi() {
    Set<String> users =
        YamlDocuments.in("components/strimzi/users.yaml").stream()
            .map(user -> user.at("/metadata/name").asText())
            .collect(Collectors.toSet());
    Set<String> secrets = asked(Overlay.named("complete")).keySet();

    assertThat(users).isNotEmpty().isSubsetOf(secrets);
    assertThat(secrets)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    users.stream(), Stream.of(TOKEN, "kafka-cluster-ca-cert", "sightline-registry"))
                .toList());
  }

  @Test
  void theirRightsAreOnTopicsOfTheCatalogueAndOnNamesOfTheApplication() {
    List<String> topics = Topics.ALL.stream().map(Topic::name).toList();
    String application =
        Overlay.named("complete")
                .worker()
                .variables(Overlay.named("complete"))
                .get("SIGHTLINE_APPLICATION_ID")
            + "-";
    List<JsonNode> rights =
        YamlDocuments.in("components/strimzi/users.yaml").stream()
            .flatMap(user -> Pod.elements(user.at("/spec/authorization/acls")))
            .map(right -> right.required("resource"))
            .toList();
    assertThat(rights)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            resource -> {
              String name = resource.required("name").asText();
              if (!resource.required("type").asText().equals("topic")
                  || resource.required("patternType").asText().equals("prefix")) {
                assertThat(name).startsWith(application);
              } else {
                assertThat(resource.required("type").asText()).isEqualTo("topic");
                assertThat(topics).contains(name);
              }
            });
  }
}
