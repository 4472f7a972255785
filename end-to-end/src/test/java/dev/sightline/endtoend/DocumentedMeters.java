package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table of meters in docs/operating.md. */
final class DocumentedMeters {
  private static final String TYPE = "# TYPE sightline_";

  private DocumentedMeters() {}

  /** Fails when a worker shows a meter of its own that the page does not explain. */
  static void explainThoseOf(RunningWorker worker) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    List<String> meters =
        worker
            .get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith(TYPE))
            .map(line -> line.split(" ")[2])
            .filter(meter -> !meter.endsWith("_max")) // comes with a timer or a summary
            .toList();
    assertThat(meters)
        .isNotEmpty()
        .allSatisfy(
            meter -> assertThat(page).containsPattern("\\| `" + meter + "(\\{[\\w,]+})?` \\| \\S"));
  }
}
