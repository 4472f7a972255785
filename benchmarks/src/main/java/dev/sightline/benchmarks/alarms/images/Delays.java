package dev.sightline.benchmarks.alarms.images;

import dev.sightline.benchmarks.alarms.images.ImageStream.Labelling;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Images from a drift to the alarm: the median of some runs, each with its own detectors. */
final class Delays {
  private static final int BEFORE = 2_000;
  private static final int LONGEST = 100_000;
  private static final int PSI_WINDOW = 500;

  /** What an alarm of the worker needs labels for. */
  private static final Set<String> BY_LABELS = Set.of("accuracy", "recall");

  private final Map<String, Supplier<ImageWatcher>> watchers = new LinkedHashMap<>();
  private final Drift without;
  private final Labelling labelling;
  private final int runs;
  private final long seed;

  /**
   * An alarm.
   *
   * @param images from the drift to it; {@link #LONGEST} where none came
   * @param by what raised it
   */
  private record Alarm(int images, List<String> by) {
    private static final Alarm NONE = new Alarm(LONGEST, List.of());
  }

  Delays(
      ModelManifest manifest,
      DriftSettings settings,
      Drift without,
      Labelling labelling,
      int runs,
      long seed) {
    this.without = without;
    this.labelling = labelling;
    this.runs = runs;
    this.seed = seed;
    watchers.put(
        "without labels",
        () -> new WorkerWatcher(manifest, settings, name -> !BY_LABELS.contains(name)));
    watchers.put("by labels", () -> new WorkerWatcher(manifest, settings, BY_LABELS::contains));
    watchers.put("ADWIN", PeerWatchers::adwin);
    watchers.put("DDM", PeerWatchers::ddm);
    watchers.put("PSI of classes", () -> PeerWatchers.psiOfClasses(manifest, PSI_WINDOW));
    watchers.put("PSI of images", () -> PeerWatchers.psiOfImages(manifest, PSI_WINDOW));
  }

  /** Prints the head of a table in Markdown. */
  void printHead(Consumer<String> lines) {
    lines.accept(
        "| images to the alarm | accuracy | " + String.join(" | ", watchers.keySet()) + " |");
    lines.accept("|---|---|" + "---|".repeat(watchers.size()));
  }

  /** Prints the row of a drift. */
  void print(Drift drift, Consumer<String> lines) {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<SplittableRandom> randoms =
        IntStream.range(0, runs).mapToObj(run -> seeds.split()).toList();
    List<Map<String, Alarm>> alarms =
        randoms.parallelStream().map(random -> run(drift, random)).toList();
    StringBuilder row =
        new StringBuilder("| %s | %s |".formatted(drift.title(), share(drift.accuracy())));
    for (String watcher : watchers.keySet()) {
      boolean isOurs = watcher.contains("labels");
      row.append(" ")
          .append(cell(alarms.stream().map(run -> run.get(watcher)).toList(), isOurs))
          .append(" |");
    }
    lines.accept(row.toString());
  }

  private Map<String, Alarm> run(Drift drift, SplittableRandom random) {
    ImageStream stream = new ImageStream(labelling, random);
    Map<String, ImageWatcher> waiting = new LinkedHashMap<>();
    Map<String, Alarm> alarms = new HashMap<>();
    watchers.forEach(
        (name, watcher) -> {
          waiting.put(name, watcher.get());
          alarms.put(name, Alarm.NONE);
        });
    for (int i = 0; i < BEFORE; i++) {
      Seen seen = stream.next(without);
      waiting.values().forEach(watcher -> watcher.next(seen));
    }
    for (int images = 1; images < LONGEST && !waiting.isEmpty(); images++) {
      Seen seen = stream.next(drift);
      int now = images;
      waiting
          .entrySet()
          .removeIf(
              each -> {
                List<String> by = each.getValue().next(seen);
                if (!by.isEmpty()) {
                  alarms.put(each.getKey(), new Alarm(now, by));
                }
                return !by.isEmpty();
              });
    }
    return alarms;
  }

  private static String cell(List<Alarm> alarms, boolean isToldBy) {
    int[] sorted = alarms.stream().mapToInt(Alarm::images).sorted().toArray();
    int median = sorted[sorted.length / 2];
    long none = alarms.stream().filter(alarm -> alarm.images == LONGEST).count();
    if (none == alarms.size()) {
      return "none";
    }
    String found = none == 0 ? "" : ", none in %.0f%%".formatted(100.0 * none / alarms.size());
    String by = isToldBy ? " `" + mostOften(alarms) + "`" : "";
    return (median == LONGEST ? ">" : "") + String.format(Locale.ROOT, "%,d", median) + by + found;
  }

  private static String mostOften(List<Alarm> alarms) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    alarms.forEach(alarm -> alarm.by.forEach(name -> counts.merge(name, 1, Integer::sum)));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
