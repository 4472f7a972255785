package dev.sightline.endtoend;

import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Predictions and their labels, early, late, doubled, corrected, never: what a test publishes,
 * phase by phase, and, recomputed from all of it, what the windows must come to.
 *
 * <p>What a label does depends on the stream time of its partition, so whatever must find another
 * record there comes in a later phase, and late labels come last.
 */
final class LabelledHistory {
  static final String MODEL = "labelled";
  static final Duration RETENTION = Duration.ofMinutes(30);
  static final Duration WINDOW = Duration.ofMinutes(4);
  static final Duration ADVANCE = Duration.ofMinutes(2);
  static final List<String> CLASSES = List.of("cat", "dog", "frog");

  private static final Duration SPREAD = Duration.ofMinutes(10);
  private static final Duration UNTIL_LATE = SPREAD.plus(RETENTION).plus(ADVANCE);

  /** What becomes of an image's labels, by turns. */
  enum Fate {
    LABELLED_BEFORE,
    LABELLED_AFTER,
    LABELLED_TWICE_THE_SAME,
    CORRECTED,
    LABELLED_BEFORE_AND_CORRECTED,
    STALE_CORRECTION,
    NEVER_LABELLED,
    LABELLED_TOO_LATE,
    CORRECTED_TOO_LATE,
    PREDICTED_TWICE,
    NEVER_PREDICTED
  }

  /** A record to be published at its event time. */
  record Event<V>(String id, Instant at, V value) {}

  /** Published together; each phase is taken in before the next one comes. */
  static final class Phase {
    final List<Event<Prediction>> predictions = new ArrayList<>();
    final List<Event<Label>> labels = new ArrayList<>();
  }

  final Phase early = new Phase();
  final Phase main = new Phase();
  final Phase later = new Phase();
  final Phase tooLate = new Phase();
  final Phase closing = new Phase();

  /** Labels by their outcome in the metric sightline_labels_total. */
  final Map<String, Integer> labelOutcomes = new TreeMap<>();

  private final Map<String, Long> cells = new HashMap<>();
  private final Instant start;
  private final Random random;

  /**
   * @param start within what the topics retain, and more than an hour ago
   */
  LabelledHistory(Instant start, int images, long seed) {
    this.start = start;
    this.random = new Random(seed);
    for (int i = 0; i < images; i++) {
      Instant at = start.plusMillis(random.nextLong(SPREAD.toMillis()));
      add("labelled-" + i, at, Fate.values()[i % Fate.values().length]);
    }
  }

  private void add(String id, Instant at, Fate fate) {
    String predicted = anyClass();
    String actual = anyClass();
    String other = CLASSES.get((CLASSES.indexOf(actual) + 1) % CLASSES.size());
    int version = 1 + random.nextInt(2);
    Event<Label> before = label(id, actual, at.minusSeconds(5));
    Event<Label> after = label(id, actual, at.plusSeconds(30));
    Event<Prediction> prediction = prediction(id, at, version, predicted);
    if (fate != Fate.NEVER_PREDICTED) {
      main.predictions.add(prediction);
      count(at, version);
    }
    switch (fate) {
      case LABELLED_BEFORE -> {
        early.labels.add(before);
        pair(at, version, actual, predicted);
      }
      case LABELLED_AFTER -> {
        main.labels.add(after);
        pair(at, version, actual, predicted);
      }
      case LABELLED_TWICE_THE_SAME -> {
        main.labels.add(after);
        later.labels.add(label(id, actual, at.plusSeconds(60)));
        pair(at, version, actual, predicted);
        outcome("duplicate");
      }
      case CORRECTED -> {
        main.labels.add(label(id, other, at.plusSeconds(20)));
        later.labels.add(after);
        pair(at, version, actual, predicted);
        outcome("corrected");
      }
      case LABELLED_BEFORE_AND_CORRECTED -> {
        early.labels.add(label(id, other, at.minusSeconds(5)));
        later.labels.add(after);
        pair(at, version, actual, predicted);
        outcome("corrected");
      }
      case STALE_CORRECTION -> {
        main.labels.add(after);
        later.labels.add(label(id, other, at.plusSeconds(10)));
        pair(at, version, actual, predicted);
        outcome("stale");
      }
      case NEVER_LABELLED -> {}
      case LABELLED_TOO_LATE -> tooLate(label(id, actual, start.plus(UNTIL_LATE)));
      case CORRECTED_TOO_LATE -> {
        main.labels.add(after);
        pair(at, version, actual, predicted);
        tooLate(label(id, other, start.plus(UNTIL_LATE)));
      }
      case PREDICTED_TWICE -> {
        main.labels.add(after);
        later.predictions.add(prediction(id, at.plusSeconds(1), version, other));
        pair(at, version, actual, predicted);
      }
      case NEVER_PREDICTED -> {
        main.labels.add(after);
        outcome("unknown");
      }
    }
  }

  private void tooLate(Event<Label> label) {
    tooLate.labels.add(label);
    outcome("late");
  }

  /**
   * Closes the history with one more prediction and label for each partition, behind everything
   * else in event time: when the windows show these, they show all.
   *
   * @param ids one of each partition
   */
  void close(List<String> ids) {
    Instant end = start.plus(UNTIL_LATE).plus(RETENTION).plus(ADVANCE);
    for (String id : ids) {
      closing.predictions.add(prediction(id, end, 1, CLASSES.get(0)));
      closing.labels.add(label(id, CLASSES.get(0), end));
      count(end, 1);
      pair(end, 1, CLASSES.get(0), CLASSES.get(0));
    }
  }

  /** What the windows must come to: version/start/actual/predicted → count, and predictions. */
  Map<String, Long> cells() {
    return cells;
  }

  static String predictionsKey(int version, Instant windowStart) {
    return "%d/%s/predictions".formatted(version, windowStart);
  }

  static String cellKey(int version, Instant windowStart, String actual, String predicted) {
    return "%d/%s/%s/%s".formatted(version, windowStart, actual, predicted);
  }

  private void count(Instant at, int version) {
    windows(at).forEach(w -> cells.merge(predictionsKey(version, w), 1L, Long::sum));
  }

  private void pair(Instant at, int version, String actual, String predicted) {
    windows(at).forEach(w -> cells.merge(cellKey(version, w, actual, predicted), 1L, Long::sum));
    outcome("paired");
  }

  private void outcome(String outcome) {
    labelOutcomes.merge(outcome, 1, Integer::sum);
  }

  private static List<Instant> windows(Instant at) {
    long advance = ADVANCE.toMillis();
    List<Instant> starts = new ArrayList<>();
    for (long from = at.toEpochMilli() / advance * advance;
        from > at.toEpochMilli() - WINDOW.toMillis();
        from -= advance) {
      starts.add(Instant.ofEpochMilli(from));
    }
    return starts;
  }

  private String anyClass() {
    return CLASSES.get(random.nextInt(CLASSES.size()));
  }

  private static Event<Label> label(String id, String actual, Instant at) {
    return new Event<>(
        id, at, Label.newBuilder().setId(id).setLabel(actual).setLabelledAt(at).build());
  }

  private static Event<Prediction> prediction(String id, Instant at, int version, String label) {
    return new Event<>(
        id,
        at,
        Prediction.newBuilder()
            .setId(id)
            .setLabel(label)
            .setLabelIndex(CLASSES.indexOf(label))
            .setConfidence(1)
            .setProbabilities(List.of(1f))
            .setModelName(MODEL)
            .setModelVersion(version)
            .setCapturedAt(at)
            .setScoredAt(at)
            .setImageStatistics(new ImageStatistics(120f, 40f, 900f, 110f, 120f, 130f, 640, 480))
            .build());
  }
}
