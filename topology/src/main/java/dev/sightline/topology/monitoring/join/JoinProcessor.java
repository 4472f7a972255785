package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.commit.CommitHook;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Pairs predictions and labels by image id and forwards the changes of counts that follow.
 *
 * <p>Its time is the task's stream time: the highest timestamp seen in either input. Not the lower
 * of both inputs', which would stand still, and let the stores grow, where labels cease to come. A
 * lagging input is not left behind by that: Kafka Streams takes the record with the lowest
 * timestamp of both inputs first and waits for data it knows to be on the broker ({@code
 * max.task.idle.ms} at its default 0). How far ahead of the clock a timestamp may lie is the
 * topic's {@code message.timestamp.after.max.ms}, one hour by default.
 *
 * <p>Expired pairings are cleaned up in bounded steps as stream time advances: a step may take
 * {@value #EXPIRIES_PER_RECORD} pairings for each record since the last one, twice as many as a
 * record can leave behind, and {@value #EXPIRIES_PER_STEP} more, so the cleaning keeps up with any
 * rate and never blocks the task for long.
 */
public final class JoinProcessor implements Processor<String, Arrival, String, Change> {
  /** The name of the store by which the join learns of commits. */
  public static final String COMMIT_HOOK = "join-commit";

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int EXPIRIES_PER_RECORD = 4;
  private static final int EXPIRIES_PER_STEP = 1000;

  private final PairingRule rule;
  private final MeterRegistry meters;
  private JoinTally tally;
  private ProcessorContext<String, Change> context;
  private PairingStore pairings;
  private long recordsSinceStep;

  public JoinProcessor(PairingRule rule, MeterRegistry meters) {
    this.rule = rule;
    this.meters = meters;
  }

  /** Also called again after a failure: what is in memory was not committed and comes again. */
  @Override
  public void init(ProcessorContext<String, Change> context) {
    this.context = context;
    this.tally = new JoinTally(meters);
    this.pairings = new PairingStore(context, rule);
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, tally::stage);
    context.schedule(STEP, PunctuationType.STREAM_TIME, streamTimeMs -> expire());
    context.schedule(STEP, PunctuationType.WALL_CLOCK_TIME, nowMs -> tally.publish());
  }

  @Override
  public void process(Record<String, Arrival> record) {
    tally.publish();
    recordsSinceStep++;
    Arrival arrival = record.value();
    tally.consumed(arrival);
    long streamTimeMs = context.currentStreamTimeMs();
    if (arrival instanceof Arrival.Malformed malformed) {
      tally.malformed(malformed.input());
    } else if (arrival instanceof Arrival.Prediction prediction) {
      Pairing held = pairings.get(record.key());
      apply(record.key(), held, rule.onPrediction(held, prediction, streamTimeMs));
    } else if (arrival instanceof Arrival.Label label) {
      Pairing held = pairings.get(record.key());
      apply(record.key(), held, rule.onLabel(held, label.truth(), streamTimeMs));
    }
  }

  private void expire() {
    tally.publish();
    long streamTimeMs = context.currentStreamTimeMs();
    long limit = EXPIRIES_PER_STEP + EXPIRIES_PER_RECORD * recordsSinceStep;
    recordsSinceStep = 0;
    for (String id : pairings.ended(streamTimeMs, limit)) {
      Pairing held = pairings.get(id);
      apply(id, held, rule.onTime(held, streamTimeMs));
    }
  }

  private void apply(String id, Pairing held, Transition transition) {
    pairings.replace(id, held, transition.next());
    tally.outcomesOf(transition);
    for (Change change : transition.changes()) {
      context.forward(new Record<>(id, change, context.currentStreamTimeMs()));
    }
  }
}
