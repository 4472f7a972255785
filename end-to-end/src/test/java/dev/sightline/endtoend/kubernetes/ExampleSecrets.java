package dev.sightline.endtoend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Secrets that stand as examples beside the components.
 *
 * @param values of each Secret by its name, each by its key
 */
record ExampleSecrets(Map<String, Map<String, String>> values) {
  private static final String FILE = "secrets.example.yaml";

  /** Those of all components. */
  static final ExampleSecrets ALL =
      in(
          YamlDocuments.files().stream()
              .filter(file -> file.endsWith(FILE))
              .flatMap(file -> YamlDocuments.in(file.toString()).stream()));

  /** Those of one component. */
  static ExampleSecrets of(String component) {
    return in(YamlDocuments.in("components/" + component + "/" + FILE).stream());
  }

  private static ExampleSecrets in(Stream<JsonNode> secrets) {
    Map<String, Map<String, String>> values = new HashMap<>();
    secrets.forEach(
        secret -> {
          Map<String, String> own =
              values.computeIfAbsent(secret.at("/metadata/name").asText(), name -> new HashMap<>());
          Stream.of("data", "stringData")
              .flatMap(each -> secret.path(each).properties().stream())
              .forEach(value -> own.put(value.getKey(), value.getValue().asText()));
        });
    return new ExampleSecrets(values);
  }

  /** What stands under a key of a Secret, both of which must be there. */
  String value(JsonNode reference) {
    String secret = reference.required("name").asText();
    String key = reference.required("key").asText();
    String value = values.getOrDefault(secret, Map.of()).get(key);
    if (value == null) {
      throw new AssertionError("no example of a Secret " + secret + " has " + key);
    }
    return value;
  }
}
