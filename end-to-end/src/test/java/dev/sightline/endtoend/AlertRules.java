package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for Prometheus in docs/alerts.rules.yml, and what they ask of a worker's meters. */
final class AlertRules {
  static final Path FILE = Path.of("..", "docs", "alerts.rules.yml");

  /** A metric, and the labels that are asked for behind it. */
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:sightline|kafka|jvm)_\\w+)(?:\\{([^}]*)})?");

  private static final Pattern MATCHED_LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern LABEL_LIST = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
  private static final Pattern TOLD_LABEL = Pattern.compile("\\$labels\\.(\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** What Prometheus adds to each sample. */
  private static final Set<String> OF_THE_SCRAPE = Set.of("instance", "job");

  /** All other words of an expression. */
  private static final Set<String> LANGUAGE =
      Set.of("absent", "and", "by", "deriv", "increase", "max", "rate", "sum");

  private AlertRules() {}

  static JsonNode groups() {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()).required("groups");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The rules of some groups; of all, where none is named. */
  static List<JsonNode> of(String... names) {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : groups()) {
      if (names.length == 0 || Set.of(names).contains(group.required("name").asText())) {
        group.required("rules").forEach(rules::add);
      }
    }
    return rules;
  }

  /** Fails where a rule of these groups asks for what is not in a scrape of a worker. */
  static void ask(String scrape, String... groups) {
    Map<String, Set<String>> labels = new HashMap<>();
    scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              List<MatchResult> sample = SAMPLE.matcher(line).results().toList();
              String names = sample.get(0).group(2);
              labels
                  .computeIfAbsent(sample.get(0).group(1), any -> new HashSet<>())
                  .addAll(names == null ? Set.of() : found(LABEL, names));
            });
    assertThat(of(groups)).isNotEmpty().allSatisfy(rule -> ask(labels, rule));
  }

  /** Fails where a rule asks for a metric or a label that is not among these. */
  static void ask(Map<String, Set<String>> labels, JsonNode rule) {
    String expression = rule.required("expr").asText();
    Set<String> known = new HashSet<>(OF_THE_SCRAPE);
    for (MatchResult metric : METRIC.matcher(expression).results().toList()) {
      assertThat(labels).as(expression).containsKey(metric.group(1));
      known.addAll(labels.get(metric.group(1)));
      assertThat(labels.get(metric.group(1)))
          .as(metric.group())
          .containsAll(metric.group(2) == null ? Set.of() : found(MATCHED_LABEL, metric.group(2)));
    }
    Set<String> grouped = new HashSet<>();
    for (String list : found(LABEL_LIST, expression)) {
      grouped.addAll(Set.of(list.split(", ")));
    }
    assertThat(known).as("%s by", expression).containsAll(grouped);
    assertThat(grouped.isEmpty() ? known : grouped)
        .as("what %s tells", rule.required("alert").asText())
        .containsAll(found(TOLD_LABEL, rule.required("annotations").toString()));
  }

  /** The words of an expression that are neither metric, label nor language. */
  static Set<String> otherWords(String expression) {
    String rest =
        LABEL_LIST
            .matcher(METRIC.matcher(expression).replaceAll(" "))
            .replaceAll(" by ")
            .replaceAll("\\[\\d+[smhd]]", " ");
    return Stream.of(rest.split("[^A-Za-z_]+"))
        .filter(word -> !word.isEmpty() && !LANGUAGE.contains(word))
        .collect(Collectors.toSet());
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }
}
