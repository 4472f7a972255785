package dev.sightline.dashboard.labelling;

import dev.sightline.dashboard.present.Changes;
import dev.sightline.dashboard.present.Part;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the labels that dashboards wrote came to, by model version and choice: made of the topics
 * alone, so it is the same after a restart as far as predictions and labels are still read. Safe
 * for many threads. Memory: the last {@value #MOST} answers.
 */
public final class Answered {
  static final int MOST = 20_000;
  private static final double LEVEL = 0.95;

  private final Changes changes;
  private final Map<String, Answer> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MOST;
        }
      };

  private record Answer(Group group, boolean correct) {}

  private record Group(String model, int version, Choice choice) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byModel = model.compareTo(other.model);
      int byVersion = byModel != 0 ? byModel : Integer.compare(other.version, version);
      return byVersion != 0 ? byVersion : choice.compareTo(other.choice);
    }
  }

  /**
   * The answers about one model version's images that were chosen in one way.
   *
   * @param choice random or least-confident
   * @param unbiased whether their accuracy holds for all images that had no label
   * @param accuracy correct of labelled; null of fewer labels than are asked for
   * @param low lower end of the accuracy's 95% Wilson interval; null where accuracy is
   * @param high upper end of it
   */
  public record Tally(
      String model,
      int version,
      String choice,
      boolean unbiased,
      long labelled,
      long correct,
      Double accuracy,
      Double low,
      Double high) {}

  public Answered(Changes changes) {
    this.changes = changes;
  }

  /** Looks at a prediction whose truth is known. */
  public synchronized void look(SeenPrediction prediction) {
    if (prediction.truth() == null) {
      return;
    }
    Answer before = byId.remove(prediction.id());
    Choice.ofOrigin(prediction.truth().origin())
        .ifPresent(
            choice ->
                byId.put(
                    prediction.id(),
                    new Answer(
                        new Group(prediction.model(), prediction.version(), choice),
                        !prediction.isMistake())));
    if (before != null || byId.containsKey(prediction.id())) {
      changes.mark(Part.LABELLING);
    }
  }

  /**
   * By model, the newest version first.
   *
   * @param minLabels fewest labels of which an accuracy is told
   */
  public synchronized List<Tally> tallies(int minLabels) {
    Map<Group, long[]> counts = new TreeMap<>();
    for (Answer answer : byId.values()) {
      long[] count = counts.computeIfAbsent(answer.group(), any -> new long[2]);
      count[0]++;
      count[1] += answer.correct() ? 1 : 0;
    }
    List<Tally> tallies = new ArrayList<>();
    counts.forEach((group, count) -> tallies.add(tally(group, count[0], count[1], minLabels)));
    return tallies;
  }

  private static Tally tally(Group group, long labelled, long correct, int minLabels) {
    boolean enough = labelled >= minLabels;
    ConfidenceInterval band = ConfidenceInterval.wilson(correct, labelled, LEVEL);
    return new Tally(
        group.model(),
        group.version(),
        group.choice().toString(),
        group.choice() == Choice.RANDOM,
        labelled,
        correct,
        enough ? Double.valueOf((double) correct / labelled) : null,
        enough ? Double.valueOf(band.lower()) : null,
        enough ? Double.valueOf(band.upper()) : null);
  }
}
