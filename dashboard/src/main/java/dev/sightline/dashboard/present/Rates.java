package dev.sightline.dashboard.present;

import dev.sightline.evaluation.histogram.LogHistogram;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How many predictions are made a second, how long after their capture, and how many in a batch,
 * over the last hour in steps of ten seconds. By the times in the predictions, so that what is read
 * again counts where it belongs. Safe for many threads.
 */
public final class Rates {
  /** Length of a step. */
  public static final Duration STEP = Duration.ofSeconds(10);

  private static final Duration KEPT = Duration.ofHours(1);

  /** Workers' clocks may be a little ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Changes changes;
  private final TreeMap<Long, Step> steps = new TreeMap<>();
  private long outside;

  /** Beyond that nobody can mean it. */
  private static final int LARGEST_BATCH = 1_000_000;

  private static final class Step {
    private long count;

    /** Images that told the size of their batch, and how many batches these are. */
    private long batched;

    private double batches;
    private final LogHistogram latencies = new LogHistogram();
  }

  /**
   * What one step came to.
   *
   * @param startMs when it began
   * @param perSecond predictions a second
   * @param medianMs latency from capture to score; null without predictions
   * @param p99Ms of which 99% are below; null without predictions
   * @param meanBatch images in a batch, on average over the batches; null where none was told
   */
  public record Rate(long startMs, double perSecond, Long medianMs, Long p99Ms, Double meanBatch) {}

  public Rates(InstantSource clock, Changes changes) {
    this.clock = clock;
    this.changes = changes;
  }

  /**
   * Counts a prediction.
   *
   * @param batchSize images that were scored with it; null where that is not told
   */
  public synchronized void add(SeenPrediction prediction, Integer batchSize) {
    long now = clock.millis();
    long at = prediction.scoredAtMs();
    if (at < now - KEPT.toMillis() || at > now + AHEAD.toMillis()) {
      outside++;
      return;
    }
    Step step = steps.computeIfAbsent(at - at % STEP.toMillis(), any -> new Step());
    step.count++;
    step.latencies.add(Math.max(0, at - prediction.capturedAtMs()));
    if (batchSize != null && batchSize > 0 && batchSize <= LARGEST_BATCH) {
      step.batched++;
      step.batches += 1.0 / batchSize;
    }
    steps.headMap(now - KEPT.toMillis()).clear();
    changes.mark(Part.RATES);
  }

  /** Each step of the last hour that is over and had predictions, and those between, in order. */
  public synchronized List<Rate> steps() {
    long stepMs = STEP.toMillis();
    long now = clock.millis();
    List<Rate> rates = new ArrayList<>();
    if (!steps.isEmpty()) {
      for (long at = steps.firstKey(); at + stepMs <= now; at += stepMs) {
        rates.add(rate(at, steps.get(at)));
      }
    }
    return rates;
  }

  private static Rate rate(long at, Step step) {
    if (step == null) {
      return new Rate(at, 0, null, null, null);
    }
    return new Rate(
        at,
        step.count * 1000.0 / STEP.toMillis(),
        value(step.latencies.quantileMs(0.5)),
        value(step.latencies.quantileMs(0.99)),
        mean(step.batched, step.batches));
  }

  /** The last minute as one step. */
  public synchronized Rate lastMinute() {
    long now = clock.millis();
    long from = now - now % STEP.toMillis() - Duration.ofMinutes(1).toMillis();
    LogHistogram latencies = new LogHistogram();
    long count = 0;
    long batched = 0;
    double batches = 0;
    for (Step step : steps.subMap(from, now - now % STEP.toMillis()).values()) {
      count += step.count;
      latencies.add(step.latencies);
      batched += step.batched;
      batches += step.batches;
    }
    return new Rate(
        from,
        count / 60.0,
        value(latencies.quantileMs(0.5)),
        value(latencies.quantileMs(0.99)),
        mean(batched, batches));
  }

  /** Predictions whose time lay outside of the last hour. */
  public synchronized long outside() {
    return outside;
  }

  private static Double mean(long batched, double batches) {
    return batched == 0 ? null : batched / batches;
  }

  private static Long value(OptionalLong quantile) {
    return quantile.isPresent() ? quantile.getAsLong() : null;
  }
}
