package dev.sightline.app.demo;

import dev.sightline.app.console.Messages;
import dev.sightline.app.console.Screen;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import dev.sightline.trainer.progress.LiveLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a person sees of the run: on a terminal a frame below what was said, elsewhere a line now
 * and then, so that a log stays readable. Safe for many threads.
 */
final class LiveView {
  private static final long TERMINAL_MS = 1_000;
  private static final long LINE_MS = 5_000;

  /** Head and precisions of a matrix. */
  private static final int AROUND_MATRIX = 2;

  private final Messages messages;
  private final Optional<Screen> screen;
  private Optional<DemoTotals> totals = Optional.empty();
  private final Map<Integer, Optional<HeldOutReference>> references = new HashMap<>();
  private List<String> labels = List.of();
  private String bar = "";
  private String counts = "";
  private long lastPredictions;
  private long lastNanos;
  private boolean stopped;

  /**
   * @param messages the same as {@code screen} where there is one
   */
  LiveView(Messages messages, Optional<Screen> screen) {
    this.messages = messages;
    this.screen = screen;
  }

  /** From now on there are images to be seen. */
  synchronized void watch(DemoTotals totals, List<String> labels) {
    this.totals = Optional.of(totals);
    this.labels = labels;
    this.lastNanos = System.nanoTime();
    this.counts = counts(totals);
  }

  /** What the windows of a version are compared with, from now on. */
  synchronized void compareWith(ModelManifest manifest) {
    references.put(manifest.getVersion(), HeldOutReference.of(manifest));
  }

  /** Draws what is watched, until interrupted. */
  void run() throws InterruptedException {
    while (true) {
      Thread.sleep(screen.isPresent() ? TERMINAL_MS : LINE_MS);
      tick();
    }
  }

  /** Says something that stays. */
  synchronized void say(String line) {
    if (!stopped) {
      messages.say(line);
    }
  }

  /** Says the matrix of all versions, in the room that there is. */
  synchronized void say(ConfusionMatrix matrix) {
    say(whole(matrix));
  }

  private String whole(ConfusionMatrix matrix) {
    return "Confusion matrix of all versions:\n"
        + ConfusionMatrixText.fitting(matrix, messages.columns(), Integer.MAX_VALUE);
  }

  /** Says which alarms were raised or cleared since the last time. */
  synchronized void sayAlarms() {
    totals.ifPresent(so -> so.alarms().news().forEach(this::say));
  }

  /** Where a training draws how far it is, on a terminal. */
  Optional<LiveLine> bar() {
    return screen.map(Bar::new);
  }

  /** Says that the run is being stopped. From now on nothing is shown but the {@link #end}. */
  synchronized void stop() {
    if (!stopped) {
      screen.ifPresent(Screen::hide);
      say("Stopping …");
      stopped = true;
    }
  }

  /** Says the last word of a run. From now on nothing is shown. */
  synchronized void sayLast(String line) {
    say(line);
    screen.ifPresent(Screen::hide);
    stopped = true;
  }

  /** Says what came of a run that was stopped, once it has. */
  synchronized void end() {
    totals.ifPresent(
        so -> {
          messages.say(whole(so.matrix(labels)));
          messages.say(
              "So far: %d predictions, %d dead letters"
                  .formatted(so.predictions(), so.deadLetters()));
          versions(so).forEach(messages::say);
        });
  }

  private synchronized void tick() {
    if (stopped) {
      return;
    }
    totals.ifPresent(so -> counts = counts(so));
    sayAlarms();
    if (screen.isPresent()) {
      draw(screen.get());
      return;
    }
    List<String> line = new ArrayList<>(List.of(counts));
    totals.map(this::versions).ifPresent(line::addAll);
    totals.flatMap(this::recent).ifPresent(line::add);
    say(String.join("   ", line));
  }

  private void draw(Screen on) {
    if (stopped) {
      return;
    }
    List<String> frame = new ArrayList<>();
    totals.ifPresent(
        so -> {
          frame.add(counts);
          frame.addAll(versions(so));
          recent(so).ifPresent(frame::add);
          so.alarms().raisedIn(on.columns()).ifPresent(frame::add);
        });
    if (!bar.isEmpty()) {
      frame.add(bar);
    }
    totals.ifPresent(so -> matrix(so, on.columns(), on.rows() - frame.size()).forEach(frame::add));
    on.show(frame);
  }

  private String counts(DemoTotals so) {
    long predictions = so.predictions();
    long now = System.nanoTime();
    double rate = (predictions - lastPredictions) * 1e9 / Math.max(1, now - lastNanos);
    lastPredictions = predictions;
    lastNanos = now;
    return String.format(
        Locale.ROOT,
        "%6s images/s   %d predictions, %d dead letters",
        String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate),
        predictions,
        so.deadLetters());
  }

  private List<String> versions(DemoTotals so) {
    return so.predictionsByVersion().entrySet().stream()
        .map(
            version ->
                String.format(
                    Locale.ROOT,
                    "version %d: %d images, accuracy %s",
                    version.getKey(),
                    version.getValue(),
                    accuracy(so.matrix(version.getKey(), labels))))
        .toList();
  }

  private Optional<String> recent(DemoTotals so) {
    return so.recent()
        .map(
            window ->
                new Recent(
                        window, references.getOrDefault(window.getModelVersion(), Optional.empty()))
                    .text());
  }

  private static String accuracy(ConfusionMatrix matrix) {
    OptionalDouble accuracy = matrix.accuracy();
    return accuracy.isEmpty()
        ? "not known yet"
        : String.format(Locale.ROOT, "%.3f of %d labelled", accuracy.getAsDouble(), matrix.total());
  }

  /** The matrix of the version that serves now. */
  private Stream<String> matrix(DemoTotals so, int columns, int lines) {
    OptionalInt newest =
        so.predictionsByVersion().keySet().stream().mapToInt(Integer::intValue).max();
    if (newest.isEmpty() || lines < 3) {
      return Stream.empty();
    }
    ConfusionMatrix matrix = so.matrix(newest.getAsInt(), labels);
    int below = labels.size() + AROUND_MATRIX;
    return lines <= below
        ? ConfusionMatrixText.fitting(matrix, columns, lines).lines()
        : Stream.concat(
            Stream.of("Confusion matrix of version %d:".formatted(newest.getAsInt())),
            ConfusionMatrixText.fitting(matrix, columns, below).lines());
  }

  /** A line of the frame. */
  private final class Bar implements LiveLine {
    private final Screen on;

    private Bar(Screen on) {
      this.on = on;
    }

    @Override
    public int columns() {
      return on.columns();
    }

    @Override
    public void show(String text) {
      set(text);
    }

    @Override
    public void hide() {
      set("");
    }

    private void set(String text) {
      synchronized (LiveView.this) {
        bar = text;
        draw(on);
      }
    }
  }
}
