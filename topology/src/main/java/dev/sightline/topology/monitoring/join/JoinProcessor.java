package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.monitoring.join.Arrival.Input;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pairs predictions and labels by image id and forwards the changes of counts that follow, at the
 * join's time: that of the input that lags behind, see {@link JoinClock}. So no reader's stream
 * time runs ahead of predictions or labels that are still to come.
 *
 * <p>What has expired is cleaned up once a second, in bounded steps: a step may take {@value
 * #EXPIRIES_PER_RECORD} images for each record since the last one, twice as many as a record can
 * leave behind, and {@value #EXPIRIES_PER_STEP} more, so the cleaning keeps up with any rate and
 * never blocks the task for long.
 */
public final class JoinProcessor implements Processor<String, Arrival, String, Change> {
  /** The name of the store by which the join learns of commits. */
  public static final String COMMIT_HOOK = "join-commit";

  private static final Logger LOG = LoggerFactory.getLogger(JoinProcessor.class);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int EXPIRIES_PER_RECORD = 4;
  private static final int EXPIRIES_PER_STEP = 1000;

  /** More than the clocks of workers differ by. */
  private static final Duration CERTAINLY_AHEAD = Duration.ofDays(1);

  private final JoinSettings settings;
  private final PairingRule rule;
  private final MeterRegistry meters;
  private JoinTally tally;
  private ProcessorContext<String, Change> context;
  private PairingStore pairings;
  private JoinClock clock;
  private long recordsSinceStep;

  public JoinProcessor(JoinSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.rule = new PairingRule(settings);
    this.meters = meters;
  }

  /** Also called again after a failure: what is in memory was not committed and comes again. */
  @Override
  public void init(ProcessorContext<String, Change> context) {
    this.context = context;
    this.tally = new JoinTally(meters);
    this.pairings = new PairingStore(context, rule);
    this.clock = pairings.clock(settings, context.currentSystemTimeMs());
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, this::beforeCommit);
    context.schedule(STEP, PunctuationType.WALL_CLOCK_TIME, this::step);
    if (clock.isNew()) {
      giveUpWhatIsAhead(context.currentSystemTimeMs());
    }
  }

  private void beforeCommit() {
    clock.keep();
    tally.stage();
  }

  @Override
  public void process(Record<String, Arrival> record) {
    tally.publish();
    recordsSinceStep++;
    Arrival arrival = record.value();
    tally.consumed(arrival);
    if (arrival instanceof Arrival.Malformed malformed) {
      tally.malformed(malformed.input());
    } else if (arrival instanceof Arrival.Prediction prediction) {
      long predictedMs = prediction.scored().timestampMs();
      boolean late = rule.isLate(predictedMs, clock.predictionsMs());
      clock.saw(Input.PREDICTIONS, predictedMs);
      Pairings held = pairings.get(record.key());
      apply(record.key(), held, rule.onPrediction(held, prediction, late, clock.timeMs()));
    } else if (arrival instanceof Arrival.Label label) {
      clock.saw(Input.LABELS, label.truth().timestampMs());
      Pairings held = pairings.get(record.key());
      apply(record.key(), held, rule.onLabel(held, label.truth(), clock.timeMs()));
    }
  }

  private void apply(String id, Pairings held, Transition transition) {
    pairings.replace(id, held, transition.next());
    tally.outcomesOf(transition);
    for (Change change : transition.changes()) {
      context.forward(new Record<>(id, change, Math.max(0, clock.timeMs())));
    }
  }

  private void step(long nowMs) {
    tally.publish();
    clock.limit(nowMs);
    long limit = EXPIRIES_PER_STEP + EXPIRIES_PER_RECORD * recordsSinceStep;
    recordsSinceStep = 0;
    pairings.takeExpired(clock.timeMs(), limit).forEach(id -> giveUp(id, clock.timeMs()));
  }

  private void giveUp(String id, long timeMs) {
    Pairings held = pairings.get(id);
    Transition transition = rule.onTime(held, timeMs);
    pairings.replaceTaken(id, held, transition.next());
    tally.outcomesOf(transition);
  }

  /** What the first versions stored of records with times that can't be would never expire. */
  private void giveUpWhatIsAhead(long nowMs) {
    long from = nowMs + CERTAINLY_AHEAD.plus(settings.reach()).toMillis();
    List<String> ahead = pairings.takeAfter(from, Integer.MAX_VALUE);
    ahead.forEach(id -> giveUp(id, Long.MAX_VALUE));
    if (!ahead.isEmpty()) {
      LOG.warn(
          "{} images, '{}' for one, are remembered from an earlier version with times that are more"
              + " than a day ahead of the clock, and given up now",
          ahead.size(),
          ahead.get(0));
    }
  }
}
