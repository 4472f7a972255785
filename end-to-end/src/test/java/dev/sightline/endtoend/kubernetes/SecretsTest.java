package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Map<String, Set<String>> asked = asked(Overlay.named(component));
    assertThat(asked.remove(TOKEN)).containsExactly("token");

    assertThat(examples("components/" + component + "/secrets.example.yaml")).isEqualTo(asked);
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

  private static Map<String, Set<String>> examples(String file) {
    return YamlDocuments.in(file).stream()
        .collect(
            Collectors.toMap(
                secret -> secret.at("/metadata/name").asText(),
                secret ->
                    Stream.of("data", "stringData")
                        .flatMap(each -> secret.path(each).properties().stream())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet())));
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
                .of("ConfigMap")
                .get(0)
                .at("/data/SIGHTLINE_APPLICATION_ID")
                .asText()
            + "-";
    assertThat(YamlDocuments.in("components/strimzi/users.yaml"))
        .flatExtracting(user -> user.at("/spec/authorization/acls"))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            right -> {
              JsonNode resource = ((JsonNode) right).required("resource");
              String name = resource.required("name").asText();
              if (resource.required("patternType").asText().equals("prefix")) {
                assertThat(name).startsWith(application);
              } else {
                assertThat(resource.required("type").asText()).isEqualTo("topic");
                assertThat(topics).contains(name);
              }
            });
  }
}
