package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/alerts.rules.yml is what Prometheus takes, and asks for what docs/operating.md documents.
 * {@link AlertsIT} and {@link MangledImagesIT} ask workers for it.
 */
class AlertRulesTest {
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `(sightline_\\w+)(?:\\{([\\w,]+)})?` \\|");

  private static final Pattern OURS = Pattern.compile("\\bsightline_\\w+");

  @Test
  void aGroupHasANameAndRulesAndNothingElse() {
    assertThat(AlertRules.groups())
        .isNotEmpty()
        .allSatisfy(
            group -> {
              assertThat(group.fieldNames()).toIterable().containsExactly("name", "rules");
              assertThat(group.required("name").asText()).startsWith("sightline-");
              assertThat(group.required("rules")).isNotEmpty();
            });
    assertThat(AlertRules.groups().findValuesAsText("name")).doesNotHaveDuplicates();
  }

  @Test
  void aRuleHasAnExpressionASeverityASummaryAndADescription() {
    List<JsonNode> rules = AlertRules.of();
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.fieldNames())
                  .toIterable()
                  .isSubsetOf("alert", "expr", "for", "labels", "annotations");
              assertThat(rule.required("alert").asText()).matches("Sightline([A-Z][a-z]+)+");
              assertThat(rule.path("for").asText("5m")).matches("\\d+[mh]");
              assertThat(rule.required("labels").fieldNames())
                  .toIterable()
                  .containsExactly("severity");
              assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
              assertThat(rule.required("annotations").fieldNames())
                  .toIterable()
                  .containsExactly("summary", "description");
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/annotations/description").asText()).endsWith(".");
            });
    assertThat(rules).extracting(rule -> rule.required("alert").asText()).doesNotHaveDuplicates();
  }

  @Test
  void allThatItAsksForIsAMeterWithItsLabels() throws IOException {
    Map<String, Set<String>> documented = new HashMap<>();
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    for (MatchResult row : DOCUMENTED.matcher(page).results().toList()) {
      documented.put(
          row.group(1), row.group(2) == null ? Set.of() : Set.of(row.group(2).split(",")));
    }
    documented.put(
        "kafka_consumer_fetch_manager_records_lag_max", Set.of("client_id", "application"));

    assertThat(AlertRules.of())
        .allSatisfy(
            rule -> {
              AlertRules.ask(documented, rule);
              assertThat(AlertRules.otherWords(rule.required("expr").asText())).isEmpty();
            });
  }

  @Test
  void eachStandsInTheTableBesideEveryMeterThatItAsksFor() throws IOException {
    List<String> rows = Files.readAllLines(Path.of("..", "docs", "operating.md"));

    assertThat(AlertRules.of())
        .allSatisfy(
            rule ->
                assertThat(OURS.matcher(rule.required("expr").asText()).results())
                    .extracting(MatchResult::group)
                    .allSatisfy(
                        meter ->
                            assertThat(rows)
                                .anyMatch(
                                    row ->
                                        row.matches("\\| `" + meter + "[`{].*")
                                            && row.contains(
                                                "`" + rule.required("alert").asText() + "`"))));
  }
}
