package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.app.connection.VariableFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A pod as a workload, or a file, describes it.
 *
 * @param owner kind and name of the workload
 * @param template labels and spec
 * @param claims names of volumes that the workload claims for each pod
 */
record Pod(String owner, JsonNode template, List<String> claims) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");

  /** That of an object; empty when it has none. */
  static Optional<Pod> of(JsonNode object) {
    String kind = object.path("kind").asText();
    JsonNode template =
        switch (kind) {
          case "Pod" -> object;
          case "StatefulSet", "Deployment", "Job" -> object.at("/spec/template");
          case "CronJob" -> object.at("/spec/jobTemplate/spec/template");
          default -> null;
        };
    return Optional.ofNullable(template)
        .map(
            found ->
                new Pod(
                    kind + " " + object.at("/metadata/name").asText(),
                    found,
                    elements(object.at("/spec/volumeClaimTemplates"))
                        .map(claim -> claim.at("/metadata/name").asText())
                        .toList()));
  }

  JsonNode spec() {
    return template.required("spec");
  }

  /** Its only container. */
  JsonNode container() {
    assertThat(spec().required("containers")).as(owner).hasSize(1);
    return spec().required("containers").get(0);
  }

  /** Whether it has all of these labels. */
  boolean has(JsonNode labels) {
    JsonNode own = template.at("/metadata/labels");
    return labels.properties().stream()
        .allMatch(label -> own.path(label.getKey()).equals(label.getValue()));
  }

  /** The settings that its variables stand for, by their keys; each must be one that there is. */
  Map<String, String> settings(Overlay overlay) {
    Map<String, String> settings = new LinkedHashMap<>();
    variables(overlay)
        .forEach(
            (variable, value) ->
                VariableFamily.of(variable)
                    .ifPresent(family -> settings.put(key(family, variable), value)));
    return settings;
  }

  private String key(VariableFamily family, String variable) {
    return family
        .key(variable)
        .orElseThrow(() -> new AssertionError(owner + ": no setting is " + variable));
  }

  /**
   * Its variables: of several with one name, the last; one that comes from a Secret has the value
   * of the example.
   */
  Map<String, String> variables(Overlay overlay) {
    Map<String, String> variables = new LinkedHashMap<>();
    elements(container().path("envFrom"))
        .map(source -> source.at("/configMapRef/name").asText())
        .forEach(
            name ->
                overlay
                    .object("ConfigMap", name)
                    .path("data")
                    .properties()
                    .forEach(each -> variables.put(each.getKey(), each.getValue().asText())));
    elements(container().path("env"))
        .forEach(
            each -> variables.put(each.required("name").asText(), filled(value(each), variables)));
    return variables;
  }

  /** Those that it does without where the Secret, or the key in it, is not there. */
  Set<String> optionalVariables() {
    return elements(container().path("env"))
        .filter(each -> each.at("/valueFrom/secretKeyRef/optional").asBoolean())
        .map(each -> each.required("name").asText())
        .collect(Collectors.toSet());
  }

  private static String value(JsonNode variable) {
    if (variable.has("value")) {
      return variable.get("value").asText();
    }
    JsonNode source = variable.required("valueFrom");
    return source.has("secretKeyRef")
        ? ExampleSecrets.ALL.value(source.get("secretKeyRef"))
        : source.required("fieldRef").required("fieldPath").asText();
  }

  /** Its arguments, with variables in the place of {@code $(NAME)}, which must be there. */
  String[] args(Overlay overlay) {
    Map<String, String> variables = variables(overlay);
    return elements(container().required("args"))
        .map(arg -> filled(arg.asText(), variables))
        .toArray(String[]::new);
  }

  private String filled(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              assertThat(variables).as(owner).containsKey(match.group(1));
              return Matcher.quoteReplacement(variables.get(match.group(1)));
            });
  }

  /** The port of its container under a name, which must be there. */
  int port(String name) {
    return elements(container().path("ports"))
        .filter(port -> port.required("name").asText().equals(name))
        .map(port -> port.required("containerPort").asInt())
        .findFirst()
        .orElseThrow(() -> new AssertionError(owner + " has no port " + name));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
