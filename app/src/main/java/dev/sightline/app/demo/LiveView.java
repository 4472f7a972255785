package dev.sightline.app.demo;

import dev.sightline.app.console.Messages;
import dev.sightline.app.console.Screen;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a person sees of the run: on a terminal a frame below what was said, elsewhere a line now
 * and then, so that a log stays readable.
 */
final class LiveView {
  private static final long TERMINAL_MS = 1_000;
  private static final long LINE_MS = 5_000;

  private final Messages messages;
  private final Optional<Screen> screen;
  private final DemoTotals totals;
  private final List<String> labels;
  private long lastPredictions;
  private long lastNanos = System.nanoTime();

  /**
   * @param messages the same as {@code screen} where there is one
   */
  LiveView(Messages messages, Optional<Screen> screen, DemoTotals totals, List<String> labels) {
    this.messages = messages;
    this.screen = screen;
    this.totals = totals;
    this.labels = labels;
  }

  /** Draws until interrupted. */
  void run() throws InterruptedException {
    while (true) {
      Thread.sleep(screen.isPresent() ? TERMINAL_MS : LINE_MS);
      draw();
    }
  }

  /** Says something that stays. */
  void say(String line) {
    messages.say(line);
  }

  /** Says something of all classes, in the room that there is. */
  void say(ConfusionMatrix matrix) {
    messages.say(ConfusionMatrixText.fitting(matrix, messages.columns(), Integer.MAX_VALUE));
  }

  private void draw() {
    if (screen.isEmpty()) {
      List<String> line = new ArrayList<>(List.of(counts()));
      line.addAll(versions());
      messages.say(String.join("   ", line));
      return;
    }
    List<String> frame = new ArrayList<>(List.of(counts()));
    frame.addAll(versions());
    int room = screen.get().rows() - frame.size();
    matrix(screen.get().columns(), room).forEach(frame::add);
    screen.get().show(frame);
  }

  private String counts() {
    long predictions = totals.predictions();
    long now = System.nanoTime();
    double rate = (predictions - lastPredictions) * 1e9 / (now - lastNanos);
    lastPredictions = predictions;
    lastNanos = now;
    return String.format(
        Locale.ROOT,
        "%6s images/s   %d predictions, %d dead letters",
        String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate),
        predictions,
        totals.deadLetters());
  }

  private List<String> versions() {
    return totals.predictionsByVersion().entrySet().stream()
        .map(
            version ->
                String.format(
                    Locale.ROOT,
                    "version %d: %d images, accuracy %s",
                    version.getKey(),
                    version.getValue(),
                    accuracy(totals.matrix(version.getKey(), labels))))
        .toList();
  }

  private static String accuracy(ConfusionMatrix matrix) {
    OptionalDouble accuracy = matrix.accuracy();
    return accuracy.isEmpty()
        ? "not known yet"
        : String.format(Locale.ROOT, "%.3f of %d labelled", accuracy.getAsDouble(), matrix.total());
  }

  /** The matrix of the version that serves now. */
  private Stream<String> matrix(int columns, int lines) {
    OptionalInt newest =
        totals.predictionsByVersion().keySet().stream().mapToInt(Integer::intValue).max();
    return newest.isEmpty() || lines < 3
        ? Stream.empty()
        : ConfusionMatrixText.fitting(totals.matrix(newest.getAsInt(), labels), columns, lines)
            .lines();
  }
}
