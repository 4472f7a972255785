package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.TmuxTerminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The view of the metrics, as a terminal shows it. */
class MetricsInTerminalTest {
  private static final String LAST_MESSAGE = "message 5";

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 40", "40, 12"})
  void thereIsOneFrameAndTheMessagesStandAboveIt(int columns, int rows) throws Exception {
    try (TmuxTerminal terminal = TmuxTerminal.running(columns, rows, DrawnMetrics.class)) {
      List<String> all = terminal.everything(MetricsInTerminalTest::isDrawnBelowTheLastMessage);

      assertThat(all.stream().filter(line -> line.startsWith("model "))).hasSize(1);
      assertThat(all.stream().filter(line -> line.startsWith("truck "))).hasSize(1);
      assertThat(all.stream().filter(line -> line.startsWith("message ")))
          .containsExactly(
              "message 0", "message 1", "message 2", "message 3", "message 4", LAST_MESSAGE);
      assertThat(all).allMatch(line -> line.length() < columns);
    }
  }

  @Test
  void atEightyColumnsAllTenClassesAreThere() throws Exception {
    try (TmuxTerminal terminal = TmuxTerminal.running(80, 24, DrawnMetrics.class)) {
      List<String> screen = terminal.screen(MetricsInTerminalTest::isDrawnBelowTheLastMessage);

      assertThat(screen)
          .anyMatch(
              line ->
                  line.startsWith("actual")
                      && line.endsWith(
                          "airp  auto  bird   cat  deer   dog  frog  hors  ship  truc  reca"))
          .anyMatch(line -> line.startsWith("truck "))
          .anyMatch(line -> line.startsWith("precision "));
    }
  }

  @Test
  void afterTheSizeHasChangedThereStillIsOneFrame() throws Exception {
    try (TmuxTerminal terminal = TmuxTerminal.running(120, 40, DrawnMetrics.class)) {
      terminal.screen(MetricsInTerminalTest::isDrawnBelowTheLastMessage);

      terminal.resize(60, 30);
      terminal.screen(lines -> isWhole(lines) && lines.stream().allMatch(l -> l.length() < 60));
      terminal.resize(80, 24);

      terminal.screen(lines -> isWhole(lines) && lines.stream().anyMatch(l -> l.contains("airp")));
    }
  }

  @Test
  void ctrlCLeavesTheLastFrameAndNothingElse() throws Exception {
    try (TmuxTerminal terminal = TmuxTerminal.running(80, 24, DrawnMetrics.class)) {
      terminal.screen(MetricsInTerminalTest::isDrawnBelowTheLastMessage);

      terminal.press("C-c");

      List<String> screen = terminal.screen(lines -> lines.contains(TmuxTerminal.ENDED));
      assertThat(screen.get(screen.indexOf(TmuxTerminal.ENDED) - 1)).startsWith("precision ");
      assertThat(frames(screen)).isEqualTo(1);
      assertThat(screen).noneMatch(line -> line.contains("^C"));
    }
  }

  private static boolean isWhole(List<String> lines) {
    return frames(lines) == 1 && isDrawnBelowTheLastMessage(lines);
  }

  private static long frames(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("model ")).count();
  }

  private static boolean isDrawnBelowTheLastMessage(List<String> lines) {
    int message = lines.indexOf(LAST_MESSAGE);
    return message >= 0
        && lines.subList(message, lines.size()).stream().anyMatch(l -> l.startsWith("truck "));
  }
}
