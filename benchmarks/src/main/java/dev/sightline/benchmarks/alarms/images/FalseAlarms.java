package dev.sightline.benchmarks.alarms.images;

import dev.sightline.benchmarks.alarms.images.ImageStream.Labelling;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Alarms in images without drift, beside what was promised. */
final class FalseAlarms {
  private static final int MILLION = 1_000_000;

  /** A promise that is put to the test more often than that of the defaults. */
  private static final long SHORT_RUN = 10_000;

  private final ModelManifest manifest;
  private final DriftSettings settings;
  private final Drift without;
  private final Labelling labelling;
  private final int millions;
  private final long seed;

  FalseAlarms(
      ModelManifest manifest,
      DriftSettings settings,
      Drift without,
      Labelling labelling,
      int millions,
      long seed) {
    this.manifest = manifest;
    this.settings = settings;
    this.without = without;
    this.labelling = labelling;
    this.millions = millions;
    this.seed = seed;
  }

  /** Prints a table in Markdown. */
  void print(Consumer<String> lines) {
    DriftSettings oftener =
        new DriftSettings(
            SHORT_RUN,
            settings.accuracyTolerance(),
            settings.shareTolerance(),
            settings.clearAfterImages(),
            settings.quiet());
    WorkerWatcher worker = new WorkerWatcher(manifest, settings, any -> true);
    Map<String, ImageWatcher> watchers = new LinkedHashMap<>();
    watchers.put("worker", worker);
    watchers.put("oftener", new WorkerWatcher(manifest, oftener, any -> true));
    watchers.put("ADWIN", PeerWatchers.adwin());
    watchers.put("DDM", PeerWatchers.ddm());
    for (int size : new int[] {100, 500, 2_000}) {
      watchers.put("classes " + size, PeerWatchers.psiOfClasses(manifest, size));
      watchers.put("images " + size, PeerWatchers.psiOfImages(manifest, size));
    }
    Map<String, Map<String, Long>> counts = new ConcurrentHashMap<>();
    watchers.entrySet().parallelStream()
        .forEach(each -> counts.put(each.getKey(), count(each.getValue())));

    lines.accept(
        "| without drift, alarms in a million images | promised: at most | measured | with a mean run of %,d: at most | measured |"
            .formatted(SHORT_RUN));
    lines.accept("|---|---|---|---|---|");
    for (String statistic : worker.statistics()) {
      lines.accept(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  statistic,
                  number((double) MILLION / settings.meanRunImages()),
                  perMillion(counts.get("worker").getOrDefault(statistic, 0L)),
                  number((double) MILLION / SHORT_RUN),
                  perMillion(counts.get("oftener").getOrDefault(statistic, 0L))));
    }
    List<String> peers = new ArrayList<>(watchers.keySet());
    peers.removeAll(List.of("worker", "oftener"));
    for (String peer : peers) {
      lines.accept(
          "| %s | nothing | %s | | |".formatted(title(peer), perMillion(sum(counts.get(peer)))));
    }
  }

  private static String title(String peer) {
    String[] parts = peer.split(" ");
    return parts.length == 1
        ? peer
        : "PSI ≥ 0.1 of %s, windows of %s"
            .formatted(parts[0].equals("classes") ? "classes" : "any image statistic", parts[1]);
  }

  private Map<String, Long> count(ImageWatcher watcher) {
    ImageStream stream = new ImageStream(labelling, new SplittableRandom(seed));
    Map<String, Long> counts = new HashMap<>();
    for (long i = 0; i < (long) millions * MILLION; i++) {
      for (String alarm : watcher.next(stream.next(without))) {
        counts.merge(alarm, 1L, Long::sum);
      }
    }
    return counts;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private String perMillion(long alarms) {
    return number((double) alarms / millions);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }
}
