package dev.sightline.app.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.follow.Rendering;
import dev.sightline.schemas.MetricsWindow;
import java.io.UncheckedIOException;

/**
 * Every window as a JSON object: the fields of the Avro record, and {@code figures}, as {@code
 * VersionFigures} of the dashboard's OpenAPI document describes them. For one thread.
 */
final class WindowJson implements Rendering<MetricsWindow> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final WatchedWindows windows;

  WindowJson(WatchedWindows windows) {
    this.windows = windows;
  }

  @Override
  public String render(MetricsWindow window) {
    windows.add(window);
    String record = window.toString();
    try {
      return "%s, \"figures\": %s}"
          .formatted(
              record.substring(0, record.lastIndexOf('}')),
              MAPPER.writeValueAsString(windows.figures(window)));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
