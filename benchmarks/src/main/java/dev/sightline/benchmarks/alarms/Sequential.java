package dev.sightline.benchmarks.alarms;

import dev.sightline.evaluation.drift.sequential.AlarmRule;
import dev.sightline.evaluation.drift.sequential.AlarmState;
import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Bets;
import dev.sightline.evaluation.drift.sequential.Family;
import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import dev.sightline.evaluation.drift.sequential.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The alarms of the metrics stream, with its defaults, in batches as of commits. */
final class Sequential implements Watcher {
  private static final int BATCH = 30;
  private static final double TOLERANCE = 0.02;
  private static final double LEVEL = 0.99;

  private final AlarmRule rule;
  private final long[] counts;
  private AlarmState state;
  private int inBatch;

  private Sequential(Family family, double meanRun, int counted) {
    this.rule = new AlarmRule(family, meanRun, 1_000);
    this.counts = new long[counted];
    this.state = AlarmState.start(family);
  }

  /** An accuracy: 1 is right, 0 wrong. */
  static Sequential ofAccuracy(long correct, long images, double meanRun) {
    Range range = Range.from(correct, images, TOLERANCE, LEVEL);
    return new Sequential(
        new Family(Sharing.EVERY_QUANTITY, List.of(range), Bets.OF_A_MEAN), meanRun, 2);
  }

  /** The shares of classes. */
  static Sequential ofShares(long[] reference, double meanRun) {
    long images = Arrays.stream(reference).sum();
    double level = 1 - (1 - LEVEL) / reference.length;
    List<Range> ranges =
        Arrays.stream(reference)
            .mapToObj(count -> Range.around(count, images, TOLERANCE, level))
            .toList();
    return new Sequential(
        new Family(Sharing.EVERY_QUANTITY, ranges, Bets.OF_A_BIN), meanRun, reference.length);
  }

  @Override
  public boolean add(int drawn) {
    counts[drawn]++;
    inBatch++;
    if (inBatch < BATCH) {
      return false;
    }
    List<Batch> batches = new ArrayList<>();
    int quantities = rule.family().ranges().size();
    for (int i = counts.length - quantities; i < counts.length; i++) {
      batches.add(Batch.ofHits(counts[i], inBatch));
    }
    state = rule.next(state, batches, 0).next();
    Arrays.fill(counts, 0);
    inBatch = 0;
    boolean raised = state.raised();
    if (raised) {
      state = AlarmState.start(rule.family());
    }
    return raised;
  }
}
