package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.monitoring.join.Pairing.Meeting;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event does to the pairings of one image.
 *
 * @param next the pairings from now on
 * @param changes to forward, in order
 * @param labels an outcome for each label that is done with
 * @param predictions an outcome for each prediction that is done with
 */
record Transition(
    Pairings next,
    List<Change> changes,
    List<LabelOutcome> labels,
    List<PredictionOutcome> predictions) {

  static Transition to(Pairings next) {
    return new Transition(next, List.of(), List.of(), List.of());
  }

  /** The same, but for the pairings that it leads to. */
  Transition next(Pairings other) {
    return new Transition(other, changes, labels, predictions);
  }

  /** A label and its prediction met. */
  Transition met(Meeting meeting) {
    return new Transition(
        next, with(changes, meeting.changes()), with(labels, meeting.outcome()), predictions);
  }

  Transition change(Change change) {
    return new Transition(next, with(changes, change), labels, predictions);
  }

  Transition label(LabelOutcome outcome) {
    return new Transition(next, changes, with(labels, outcome), predictions);
  }

  Transition prediction(PredictionOutcome outcome) {
    return new Transition(next, changes, labels, with(predictions, outcome));
  }

  /** This transition and then another, which starts from where this one ends. */
  Transition then(Transition other) {
    return new Transition(
        other.next,
        with(changes, other.changes),
        with(labels, other.labels),
        with(predictions, other.predictions));
  }

  private static <T> List<T> with(List<T> list, T more) {
    return with(list, List.of(more));
  }

  private static <T> List<T> with(List<T> list, List<T> more) {
    if (list.isEmpty()) {
      return more;
    }
    List<T> both = new ArrayList<>(list);
    both.addAll(more);
    return List.copyOf(both);
  }
}
