package dev.sightline.topology.scoring;

import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.scoring.Outcome.DeadLetter;
import dev.sightline.topology.scoring.Outcome.Predicted;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Collects the images of one task and has them scored together: when the batch is full, when its
 * first image has lingered, and before every commit. Each outcome goes on under its own key, with
 * its own timestamp and headers, in the order of the offsets.
 *
 * <p>Key and value stay bytes up to here, so that a dead letter holds exactly what came.
 */
public final class MicroBatcher implements Processor<byte[], byte[], byte[], Object> {
  private final BatchSettings settings;
  private final BatchScorer scorer;
  private final ScoringMetrics metrics;
  private final String hookName;
  private final String predictionsSink;
  private final String deadLettersSink;
  private final List<PendingImage> batch = new ArrayList<>();
  private ScoringTally tally;
  private RuntimeException failure;
  private ProcessorContext<byte[], Object> context;

  public MicroBatcher(
      BatchSettings settings,
      BatchScorer scorer,
      ScoringMetrics metrics,
      String hookName,
      String predictionsSink,
      String deadLettersSink) {
    this.settings = settings;
    this.scorer = scorer;
    this.metrics = metrics;
    this.hookName = hookName;
    this.predictionsSink = predictionsSink;
    this.deadLettersSink = deadLettersSink;
  }

  /** Also called again after a failure: what was batched then was not committed and comes again. */
  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    batch.clear();
    tally = new ScoringTally(metrics);
    failure = null;
    CommitHook hook = context.getStateStore(hookName);
    hook.bind(context, this::beforeCommit);
    context.schedule(settings.linger(), PunctuationType.WALL_CLOCK_TIME, now -> lingered());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    tally.publishCommitted();
    tally.consumed();
    RecordMetadata at = context.recordMetadata().orElseThrow();
    batch.add(new PendingImage(record, at.topic(), at.partition(), at.offset(), System.nanoTime()));
    if (batch.size() == settings.maxBatchSize()) {
      flush();
    }
  }

  @Override
  public void close() {
    scorer.close();
  }

  private void lingered() {
    tally.publishCommitted();
    if (!batch.isEmpty()
        && System.nanoTime() - batch.get(0).arrivedNanos() >= settings.linger().toNanos()) {
      flush();
    }
  }

  private void beforeCommit() {
    tally.publishCommitted();
    flush();
    tally.commitFollows();
  }

  private void flush() {
    if (failure != null) {
      throw failure; // until the task is initialised again; a second try would only delay that
    }
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
    PendingImage image = outcome.image();
    if (outcome instanceof Predicted predicted) {
      tally.predicted();
      context.forward(image.record().withValue(predicted.prediction()), predictionsSink);
    } else if (outcome instanceof DeadLetter dead) {
      tally.deadLettered(dead.reason());
      context.forward(
          image
              .record()
              .<Object>withValue(image.record().value())
              .withHeaders(
                  DeadLetterHeaders.of(
                      image.record().headers(),
                      dead.reason(),
                      dead.message(),
                      image.topic(),
                      image.partition(),
                      image.offset())),
          deadLettersSink);
    }
  }
}
