package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrafanaPageTest {
  private static final Path DOCKER = Path.of("..", "docker");
  private static final int COLUMNS = 24;
  private static final Pattern METER = Pattern.compile("sightline_\\w+");

  @Test
  void panelsHaveTitlesUnitsAndQueriesOfTheirOwn() {
    List<JsonNode> panels = GrafanaPage.panels();

    assertThat(panels)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            panel -> {
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
              assertThat(panel.findValuesAsText("refId")).isNotEmpty().doesNotHaveDuplicates();
              assertThat(panel.findValues("datasource"))
                  .allMatch(source -> source.required("uid").asText().equals("${datasource}"));
            });
    assertThat(panels).extracting(panel -> panel.required("title")).doesNotHaveDuplicates();
    assertThat(GrafanaPage.page().required("panels").findValues("id")).doesNotHaveDuplicates();
  }

  @Test
  void panelsDoNotOverlap() {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : GrafanaPage.page().required("panels")) {
      JsonNode place = panel.required("gridPos");
      int left = place.required("x").asInt();
      int top = place.required("y").asInt();
      int right = left + place.required("w").asInt();
      assertThat(right).as(panel.required("title").asText()).isLessThanOrEqualTo(COLUMNS);
      for (int x = left; x < right; x++) {
        for (int y = top; y < top + place.required("h").asInt(); y++) {
          assertThat(taken.add(List.of(x, y))).as(panel.required("title").asText()).isTrue();
        }
      }
    }
  }

  @Test
  void itAsksForDocumentedMeters() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    Stream<String> meters =
        GrafanaPage.queries().stream()
            .flatMap(query -> METER.matcher(query).results())
            .map(found -> found.group().replaceAll("_(bucket|sum|count)$", ""));

    assertThat(meters).isNotEmpty().allMatch(meter -> page.matches("(?s).*`" + meter + "[`{].*"));
  }

  @Test
  void composeProvidesWhatItNeeds() throws IOException {
    JsonNode services = yaml(Path.of("..", "docker-compose.yml")).required("services");
    JsonNode source = yaml(DOCKER.resolve("grafana/datasources.yml")).at("/datasources/0");
    JsonNode scrape = yaml(DOCKER.resolve("prometheus/prometheus.yml")).at("/scrape_configs/0");
    String folder =
        yaml(DOCKER.resolve("grafana/dashboards.yml")).at("/providers/0/options/path").asText();

    assertThat(source.required("url").asText()).isEqualTo("http://prometheus:9090");
    assertThat(services.has("prometheus")).isTrue();
    assertThat(scrape.at("/dns_sd_configs/0/names/0").asText()).isEqualTo("worker");
    assertThat(services.at("/worker/ports/0").asText())
        .endsWith(":" + scrape.at("/dns_sd_configs/0/port").asText());
    assertThat(services.at("/grafana/volumes").toString())
        .contains("./docker/grafana/sightline.json:" + folder + "/sightline.json");
    assertThat(services.at("/prometheus/volumes").toString())
        .contains(
            "./docs/alerts.rules.yml:"
                + yaml(DOCKER.resolve("prometheus/prometheus.yml")).at("/rule_files/0").asText());
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
  }
}
