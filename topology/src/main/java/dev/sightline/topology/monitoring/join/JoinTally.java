package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.commit.Tally;
import dev.sightline.topology.monitoring.join.Arrival.Input;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a join task counts.
 *
 * <ul>
 *   <li>{@code sightline.join.consumed{input}}: records consumed from either input
 *   <li>{@code sightline.labels{outcome}}: labels that are done with, by {@link LabelOutcome}
 *   <li>{@code sightline.predictions.joined{outcome}}: predictions, by {@link PredictionOutcome}
 * </ul>
 *
 * <p>consumed{predictions} is the sum over the outcomes of predictions; consumed{labels} is the sum
 * over the outcomes of labels plus the labels that wait.
 */
final class JoinTally {
  static final String CONSUMED = "sightline.join.consumed";
  static final String LABELS = "sightline.labels";
  static final String PREDICTIONS = "sightline.predictions.joined";

  private final Tally<Input> consumed;
  private final Tally<LabelOutcome> labels;
  private final Tally<PredictionOutcome> predictions;

  JoinTally(MeterRegistry meters) {
    consumed = new Tally<>(meters, CONSUMED, "input", Input.class);
    labels = new Tally<>(meters, LABELS, "outcome", LabelOutcome.class);
    predictions = new Tally<>(meters, PREDICTIONS, "outcome", PredictionOutcome.class);
  }

  void consumed(Arrival arrival) {
    consumed.count(arrival.input());
  }

  void outcomesOf(Transition transition) {
    transition.labels().forEach(labels::count);
    transition.predictions().forEach(predictions::count);
  }

  void malformed(Input input) {
    if (input == Input.LABELS) {
      labels.count(LabelOutcome.MALFORMED);
    } else {
      predictions.count(PredictionOutcome.MALFORMED);
    }
  }

  void stage() {
    consumed.stage();
    labels.stage();
    predictions.stage();
  }

  void publish() {
    consumed.publish();
    labels.publish();
    predictions.publish();
  }
}
