package dev.sightline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page that Grafana has of the pipeline, and what it asks of Prometheus. */
final class GrafanaPage {
  static final Path FILE = Path.of("..", "docker", "grafana", "sightline.json");

  private GrafanaPage() {}

  static JsonNode page() {
    try {
      return new ObjectMapper().readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its panels, without the headings between them. */
  static List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : page().required("panels")) {
      if (!panel.required("type").asText().equals("row")) {
        panels.add(panel);
      }
    }
    return panels;
  }

  /** What they ask, with Grafana's variables as they are at first. */
  static List<String> queries() {
    return panels().stream()
        .flatMap(panel -> panel.required("targets").findValuesAsText("expr").stream())
        .map(expression -> expression.replace("$__rate_interval", "1m").replace("$model", ".*"))
        .toList();
  }
}
