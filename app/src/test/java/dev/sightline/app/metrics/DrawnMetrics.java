package dev.sightline.app.metrics;

import dev.sightline.app.console.Interruption;
import dev.sightline.app.console.Screen;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Draws windows of ten classes until Ctrl-C, with a message now and then, as the command does. */
@Command
final class DrawnMetrics {
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  private static final long PAUSE_MS = 50;

  private DrawnMetrics() {}

  public static void main(String[] arguments) {
    Interruption interruption = Interruption.ofThisThread();
    try (Screen screen =
        Screen.of(new CommandLine(new DrawnMetrics()).getCommandSpec()).orElseThrow()) {
      WindowScreen view =
          new WindowScreen(
              new Watched().windows, true, Long.MAX_VALUE, screen, InstantSource.system());
      try {
        draw(screen, view);
      } catch (InterruptedException stopped) {
        view.end();
      }
    }
    interruption.over();
  }

  private static void draw(Screen screen, WindowScreen view) throws InterruptedException {
    for (int i = 0; true; i++) {
      view.add(window(i));
      if (i % 20 == 0 && i <= 100) {
        screen.say("message " + i / 20);
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private static MetricsWindow window(int changes) {
    List<Long> cells = new ArrayList<>();
    for (int cell = 0; cell < CLASSES.size() * CLASSES.size(); cell++) {
      cells.add(1000L + changes + cell);
    }
    return Windows.labelled(3, 0, 140)
        .setLabels(CLASSES)
        .setConfusionMatrix(cells)
        .setClasses(CLASSES.stream().map(DrawnMetrics::scores).toList())
        .build();
  }

  private static ClassMetrics scores(String label) {
    return new ClassMetrics(label, 0.9, 0.9, 0.9, 15L);
  }
}
