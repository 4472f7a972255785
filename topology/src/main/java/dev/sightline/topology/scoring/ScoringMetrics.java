package dev.sightline.topology.scoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The meters of the scoring path. Safe for use by many threads.
 *
 * <p>The counters count committed work, so after every commit {@code sightline.images.consumed =
 * sightline.images.predicted + the sum of sightline.images.dead.lettered over its reasons}: a
 * lasting difference is a fault of the worker. Dead letters that rise without the input having
 * changed want a look at their reasons. The timers and summaries see all work, also that of a
 * transaction that was aborted and is done again.
 */
public final class ScoringMetrics {
  private static final Duration A_YEAR = Duration.ofDays(365);

  private final MeterRegistry registry;
  private final Counter consumed;
  private final Counter predicted;
  private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
  private final DistributionSummary batchSize;
  private final Timer queue;
  private final Timer decode;
  private final Timer score;
  private final Timer endToEnd;

  public ScoringMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.consumed = counter("consumed", "Images taken from the input topic, committed");
    this.predicted = counter("predicted", "Predictions written, committed");
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      deadLetters.put(reason, deadLetters(reason)); // so that the first one is seen as a change
    }
    this.batchSize =
        DistributionSummary.builder("sightline.batch.size")
            .description("Images a micro-batch")
            .publishPercentileHistogram()
            .minimumExpectedValue(1.0)
            .maximumExpectedValue(4096.0)
            .register(registry);
    this.queue = timer("sightline.queue", "Wait of an image in its micro-batch");
    this.decode = timer("sightline.decode", "Decoding of the images of a micro-batch");
    this.score = timer("sightline.score", "Scoring of a micro-batch in the model");
    this.endToEnd =
        timer("sightline.end.to.end", "From an image's record timestamp to its prediction");
  }

  private Counter counter(String what, String description) {
    return Counter.builder("sightline.images." + what).description(description).register(registry);
  }

  private Counter deadLetters(DeadLetterReason reason) {
    return Counter.builder("sightline.images.dead.lettered")
        .description("Dead letters written, committed, by reason")
        .tag("reason", reason.name())
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(10_000))
        .maximumExpectedValue(Duration.ofSeconds(60))
        .register(registry);
  }

  /** A batch is about to be scored. */
  public void batch(List<PendingImage> images) {
    batchSize.record(images.size());
    long now = System.nanoTime();
    for (PendingImage image : images) {
      queue.record(Duration.ofNanos(now - image.arrivedNanos()));
    }
  }

  /** A batch was decoded. */
  public void decoded(long nanos) {
    decode.record(Duration.ofNanos(nanos));
  }

  /** A batch was scored. */
  public void scored(long nanos) {
    score.record(Duration.ofNanos(nanos));
  }

  /**
   * An image was scored {@code delayMs} after its record timestamp. One that lies more than a year
   * back is no time (seconds taken for milliseconds, say) and would spoil the sum for ever.
   */
  public void ended(long delayMs) {
    if (delayMs < A_YEAR.toMillis()) {
      endToEnd.record(Duration.ofMillis(Math.max(0, delayMs)));
    }
  }

  /** A commit has succeeded. */
  public void committed(
      long images, long predictions, Map<DeadLetterReason, Long> deadLettersByReason) {
    consumed.increment(images);
    predicted.increment(predictions);
    deadLettersByReason.forEach((reason, count) -> deadLetters.get(reason).increment(count));
  }
}
