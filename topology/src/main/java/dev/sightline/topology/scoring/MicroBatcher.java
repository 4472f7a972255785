package dev.sightline.topology.scoring;

import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.scoring.intake.WorkBudgets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Collects the images of one task and has them scored together: when the batch is full, when its
 * first image has lingered, and before every commit. Each outcome goes on under its own key, with
 * its own timestamp and headers, in the order of the offsets. When its thread has taken in as much
 * as it may, or when readers would wait for a commit in vain, it asks for one.
 *
 * <p>Key and value stay bytes up to here, so that a dead letter holds exactly what came.
 */
public final class MicroBatcher implements Processor<byte[], byte[], byte[], byte[]> {
  /** Counts of work that nothing follows. */
  private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(1);

  private static final Duration WHOLE_MILLIS = Duration.ofNanos(999_999);

  private final BatchSettings settings;
  private final BatchScorer scorer;
  private final OutgoingRecords outgoing;
  private final WorkBudgets budgets;
  private final ScoringMetrics metrics;
  private final LongSupplier nanoTime;
  private final String hookName;
  private final String predictionsSink;
  private final String deadLettersSink;
  private final List<PendingImage> batch = new ArrayList<>();
  private ScoringTally tally;
  private EarlyCommits earlyCommits;
  private RuntimeException failure;
  private ProcessorContext<byte[], byte[]> context;
  private DelayedCall linger;
  private DelayedCall earlyCommit;
  private DelayedCall publication;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public MicroBatcher(
      BatchSettings settings,
      BatchScorer scorer,
      OutgoingRecords outgoing,
      WorkBudgets budgets,
      ScoringMetrics metrics,
      LongSupplier nanoTime,
      String hookName,
      String predictionsSink,
      String deadLettersSink) {
    this.settings = settings;
    this.scorer = scorer;
    this.outgoing = outgoing;
    this.budgets = budgets;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.hookName = hookName;
    this.predictionsSink = predictionsSink;
    this.deadLettersSink = deadLettersSink;
  }

  /** Also called again after a failure: what was batched then was not committed and comes again. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    linger = new DelayedCall(context, this::lingered);
    earlyCommit = new DelayedCall(context, this::commitWhenDue);
    publication = new DelayedCall(context, () -> tally.publishCommitted());
    batch.clear();
    tally = new ScoringTally(metrics);
    earlyCommits = new EarlyCommits(settings.earlyCommit(), nanoTime.getAsLong());
    failure = null;
    CommitHook hook = context.getStateStore(hookName);
    hook.bind(context, this::beforeCommit);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    tally.publishCommitted();
    tally.consumed();
    RecordMetadata at = context.recordMetadata().orElseThrow();
    batch.add(
        new PendingImage(record, at.topic(), at.partition(), at.offset(), nanoTime.getAsLong()));
    if (batch.size() == settings.maxBatchSize()) {
      flush();
    } else {
      linger.after(settings.linger());
    }
    commitWhenDue();
  }

  private void commitWhenDue() {
    Optional<Duration> early = earlyCommits.untilDue(nanoTime.getAsLong());
    if (budgets.ofThisThread().isSpent() || early.filter(Duration::isZero).isPresent()) {
      context.commit();
    } else {
      early.ifPresent(left -> earlyCommit.after(left.plus(WHOLE_MILLIS)));
    }
  }

  @Override
  public void close() {
    linger.cancel();
    earlyCommit.cancel();
    publication.cancel();
    scorer.close();
  }

  private void lingered() {
    tally.publishCommitted();
    flush();
    earlyCommits.lingered();
    commitWhenDue();
  }

  private void beforeCommit() {
    tally.publishCommitted();
    flush();
    budgets.ofThisThread().commitFollows();
    if (tally.commitFollows()) {
      publication.after(PUBLISHED_WITHIN);
    }
    earlyCommits.commitFollows(nanoTime.getAsLong());
    earlyCommit.cancel();
  }

  private void flush() {
    if (failure != null) {
      throw failure; // until the task is initialised again; a second try would only delay that
    }
    linger.cancel();
    if (batch.isEmpty()) {
      return;
    }
    metrics.batch(batch);
    try {
      scorer.score(batch).forEach(this::forward);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
    batch.clear();
  }

  private void forward(Outcome outcome) {
    OutgoingRecord next = outgoing.of(outcome);
    next.deadLetterReason().ifPresentOrElse(tally::deadLettered, tally::predicted);
    context.forward(
        next.record(), next.deadLetterReason().isPresent() ? deadLettersSink : predictionsSink);
  }
}
