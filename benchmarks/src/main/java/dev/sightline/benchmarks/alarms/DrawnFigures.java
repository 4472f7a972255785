package dev.sightline.benchmarks.alarms;

import dev.sightline.evaluation.drift.window.Adwin;
import dev.sightline.evaluation.drift.window.Ddm;
import dev.sightline.evaluation.drift.window.PsiWindows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The two tables of alarms on what is drawn by chance: right and wrong, and classes.
 *
 * @param runs of each drift
 * @param millions of images without drift
 * @param meanRun promised, in images
 */
record DrawnFigures(int runs, int millions, double meanRun, long seed) {
  private static final int CLASSES = 10;
  private static final int REFERENCE = 10_000;
  private static final int MILLION = 1_000_000;
  private static final int BEFORE = 2_000;
  private static final int LONGEST = 200_000;

  /** Prints both. */
  void print() {
    SplittableRandom random = new SplittableRandom(seed);
    System.out.println("Right and wrong: 0.9 are right, as of 10,000 held-out images.");
    Map<String, Supplier<Watcher>> ofAccuracy = new LinkedHashMap<>();
    ofAccuracy.put("sightline", () -> Sequential.ofAccuracy(9_000, REFERENCE, meanRun));
    ofAccuracy.put("ADWIN", DrawnFigures::adwin);
    ofAccuracy.put("DDM", DrawnFigures::ddm);
    print(
        ofAccuracy,
        random,
        accuracy(0.9),
        "to 0.88",
        accuracy(0.88),
        "to 0.85",
        accuracy(0.85),
        "to 0.8",
        accuracy(0.8),
        "to 0.7",
        accuracy(0.7),
        "to 0.5",
        accuracy(0.5));

    System.out.println("Shares of ten classes of 0.1 each, as of 10,000 held-out images.");
    long[] reference = new long[CLASSES];
    for (int i = 0; i < REFERENCE; i++) {
      reference[random.nextInt(CLASSES)]++;
    }
    Map<String, Supplier<Watcher>> ofShares = new LinkedHashMap<>();
    ofShares.put("sightline", () -> Sequential.ofShares(reference, meanRun));
    for (int size : new int[] {100, 500, 2_000}) {
      ofShares.put("PSI " + size, () -> psi(reference, size));
    }
    print(
        ofShares,
        random,
        shares(0.1),
        "one 0.15",
        shares(0.15),
        "one 0.2",
        shares(0.2),
        "one 0.3",
        shares(0.3),
        "one 0.5",
        shares(0.5),
        "one gone",
        shares(0));
  }

  private static Watcher adwin() {
    Adwin adwin = new Adwin(Adwin.Settings.DEFAULTS);
    return adwin::add;
  }

  private static Watcher ddm() {
    Ddm ddm = new Ddm();
    return drawn -> ddm.add(drawn == 1) == Ddm.Outcome.DRIFT;
  }

  private static Watcher psi(long[] reference, int size) {
    return new PsiWindows(reference, size, PsiWindows.THRESHOLD)::add;
  }

  /** Chances of wrong and right. */
  private static double[] accuracy(double right) {
    return new double[] {1 - right, right};
  }

  /** Chances of the classes, of which the first has moved. */
  private static double[] shares(double ofFirst) {
    double[] chances = new double[CLASSES];
    Arrays.fill(chances, (1 - ofFirst) / (CLASSES - 1));
    chances[0] = ofFirst;
    return chances;
  }

  /**
   * @param drifts a title and its chances, in turn
   */
  private void print(
      Map<String, Supplier<Watcher>> watchers,
      SplittableRandom random,
      double[] without,
      Object... drifts) {
    StringBuilder head = new StringBuilder("                 false/million");
    for (int i = 0; i < drifts.length; i += 2) {
      head.append(String.format(Locale.ROOT, "  %9s", drifts[i]));
    }
    System.out.println(head);
    watchers.forEach(
        (name, watcher) -> {
          StringBuilder row = new StringBuilder();
          double alarms = falseAlarms(watcher.get(), random.split(), without);
          row.append(String.format(Locale.ROOT, "%-15s  %13.2f", name, alarms));
          for (int i = 1; i < drifts.length; i += 2) {
            row.append("  ").append(delay(watcher, random.split(), without, (double[]) drifts[i]));
          }
          System.out.println(row);
        });
    System.out.println();
  }

  private double falseAlarms(Watcher watcher, SplittableRandom random, double[] chances) {
    long alarms = 0;
    for (long i = 0; i < (long) millions * MILLION; i++) {
      alarms += watcher.add(draw(random, chances)) ? 1 : 0;
    }
    return (double) alarms / millions;
  }

  /** The median; what comes later than the longest run, or never, is told as longer. */
  private String delay(
      Supplier<Watcher> watchers, SplittableRandom random, double[] without, double[] drift) {
    int[] delays = new int[runs];
    for (int run = 0; run < runs; run++) {
      Watcher watcher = watchers.get();
      for (int i = 0; i < BEFORE; i++) {
        watcher.add(draw(random, without));
      }
      int images = 1;
      while (!watcher.add(draw(random, drift)) && images < LONGEST) {
        images++;
      }
      delays[run] = images;
    }
    Arrays.sort(delays);
    int median = delays[runs / 2];
    return String.format(Locale.ROOT, "%9s", median == LONGEST ? ">" + LONGEST : median);
  }

  private static int draw(SplittableRandom random, double[] chances) {
    double at = random.nextDouble();
    int drawn = 0;
    while (drawn < chances.length - 1 && at >= chances[drawn]) {
      at -= chances[drawn];
      drawn++;
    }
    return drawn;
  }
}
