package dev.sightline.app.demo;

import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a person sees of the run: on a terminal a table that is drawn over itself, elsewhere a line
 * now and then, so that a log stays readable.
 */
final class LiveView {
  private static final long TERMINAL_MS = 1_000;
  private static final long LINE_MS = 5_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final DemoTotals totals;
  private final List<String> labels;
  private long lastPredictions;
  private long lastNanos = System.nanoTime();
  private int linesDrawn;

  LiveView(PrintWriter out, boolean terminal, DemoTotals totals, List<String> labels) {
    this.out = out;
    this.terminal = terminal;
    this.totals = totals;
    this.labels = labels;
  }

  /** Draws until interrupted. */
  void run() throws InterruptedException {
    while (true) {
      Thread.sleep(terminal ? TERMINAL_MS : LINE_MS);
      draw();
    }
  }

  /** Says something that stays. */
  synchronized void say(String line) {
    out.println(line);
    out.flush();
    linesDrawn = 0;
  }

  private synchronized void draw() {
    String status = status();
    if (!terminal) {
      out.println(status);
      out.flush();
      return;
    }
    String text = status + "\n" + matrix();
    if (linesDrawn > 0) {
      out.print("\033[" + linesDrawn + "A\033[J");
    }
    out.print(text);
    out.flush();
    linesDrawn = (int) text.chars().filter(c -> c == '\n').count();
  }

  private String status() {
    long predictions = totals.predictions();
    long now = System.nanoTime();
    double rate = (predictions - lastPredictions) * 1e9 / (now - lastNanos);
    lastPredictions = predictions;
    lastNanos = now;
    return String.format(
        Locale.ROOT,
        "%6s images/s   %d predictions, %d dead letters   %s",
        String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate),
        predictions,
        totals.deadLetters(),
        versions());
  }

  private String versions() {
    Map<Integer, Long> byVersion = totals.predictionsByVersion();
    return byVersion.entrySet().stream()
        .map(
            version ->
                String.format(
                    Locale.ROOT,
                    "version %d: %d images, accuracy %s",
                    version.getKey(),
                    version.getValue(),
                    accuracy(totals.matrix(version.getKey(), labels))))
        .collect(Collectors.joining("   "));
  }

  private static String accuracy(ConfusionMatrix matrix) {
    OptionalDouble accuracy = matrix.accuracy();
    return accuracy.isEmpty()
        ? "not known yet"
        : String.format(Locale.ROOT, "%.3f of %d labelled", accuracy.getAsDouble(), matrix.total());
  }

  /** The matrix of the version that serves now. */
  private String matrix() {
    OptionalInt newest =
        totals.predictionsByVersion().keySet().stream().mapToInt(Integer::intValue).max();
    return newest.isEmpty() ? "" : ConfusionMatrixText.of(totals.matrix(newest.getAsInt(), labels));
  }
}
