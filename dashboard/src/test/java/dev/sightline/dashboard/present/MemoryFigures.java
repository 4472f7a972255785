package dev.sightline.dashboard.present;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.prediction;
import static dev.sightline.dashboard.Samples.window;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Measures what the present state holds after five million images, all labelled, and a day of
 * windows of a hundred versions of ten classes: prints the heap in use after each.
 */
public final class MemoryFigures {
  private static final int IMAGES = 5_000_000;
  private static final int VERSIONS = 100;
  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(i -> "class-" + i).toList();

  private MemoryFigures() {}

  public static void main(String[] arguments) {
    Present present = Present.empty(() -> NOON.plusSeconds(1));
    System.out.printf("empty: %d MB%n", usedMb());
    for (int i = 0; i < IMAGES; i++) {
      String id = new UUID(i, i).toString();
      present.rates().add(present.predictions().add(prediction(id, "cat", 0.9f), i, 0), 8);
      present.predictions().add(new Label(id, i % 3 == 0 ? "dog" : "cat", NOON, "somebody"));
    }
    System.out.printf("%,d images and labels: %d MB%n", IMAGES, usedMb());
    for (int version = 1; version <= VERSIONS; version++) {
      for (int i = 0; i < Windows.MOST_POINTS; i++) {
        MetricsWindow window = window(CLASSES, 30 * i, Collections.nCopies(100, 1L));
        window.setModelVersion(version);
        present.windows().add(window);
      }
    }
    System.out.printf(
        "and a day of windows of %d versions: %d MB, %d series kept%n",
        VERSIONS, usedMb(), present.windows().series().size());
  }

  private static long usedMb() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
