package dev.sightline.benchmarks.chaos;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The books of a run: whether each image has one outcome, and each window is the one recomputed.
 *
 * @param published windows as the workers have them
 * @param recomputed the same from the records
 */
record Balance(
    Outcomes outcomes,
    SortedMap<String, WindowCounts> published,
    SortedMap<String, WindowCounts> recomputed) {
  private static final int FAULTS_SHOWN = 10;

  /** A sentence for each window that differs. */
  List<String> windowFaults() {
    TreeSet<String> names = new TreeSet<>(published.keySet());
    names.addAll(recomputed.keySet());
    List<String> faults = new ArrayList<>();
    for (String name : names) {
      if (!recomputed
          .getOrDefault(name, new WindowCounts())
          .equals(published.getOrDefault(name, new WindowCounts()))) {
        faults.add(
            "window %s: published %s, recomputed %s"
                .formatted(name, published.get(name), recomputed.get(name)));
      }
    }
    return faults;
  }

  boolean holds() {
    return outcomes.faults().isEmpty() && windowFaults().isEmpty();
  }

  void print(PrintStream out) {
    out.printf(
        "%nimages %d = predictions %d + dead letters %d %s%n",
        outcomes.images(), outcomes.predictions(), outcomes.dead(), outcomes.deadLetters());
    out.printf(
        "windows: %d published, %d recomputed, %d differ%n",
        published.size(), recomputed.size(), windowFaults().size());
    print(out, outcomes.faults());
    print(out, windowFaults());
  }

  private static void print(PrintStream out, List<String> faults) {
    faults.stream().limit(FAULTS_SHOWN).forEach(fault -> out.println("  FAULT " + fault));
    if (faults.size() > FAULTS_SHOWN) {
      out.printf("  … and %d more%n", faults.size() - FAULTS_SHOWN);
    }
  }
}
