package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.AlarmState;
import dev.sightline.schemas.StoredAlarm;
import dev.sightline.schemas.StoredAlert;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one statistic of a model version. Immutable.
 *
 * @param definition of what {@link Watched} it is the state
 * @param alert what was published when it was raised; empty while nothing is
 */
record WatchState(String definition, AlarmState alarm, Optional<StoredAlert> alert) {

  /** The state of what has seen nothing. */
  static WatchState start(Watched watched, long nowMs) {
    return new WatchState(
        watched.definition(), AlarmState.start(watched.rule().family(), nowMs), Optional.empty());
  }

  static WatchState of(StoredAlarm stored) {
    return new WatchState(
        stored.getDefinition(),
        new AlarmState(
            stored.getRaised(),
            stored.getQuantity(),
            stored.getNumbers().stream().mapToDouble(Double::doubleValue).toArray(),
            stored.getCounts().stream().mapToLong(Long::longValue).toArray(),
            stored.getSums().stream().mapToDouble(Double::doubleValue).toArray(),
            stored.getObservations(),
            stored.getPeak(),
            stored.getSince().toEpochMilli()),
        Optional.ofNullable(stored.getAlert()));
  }

  StoredAlarm stored() {
    return StoredAlarm.newBuilder()
        .setDefinition(definition)
        .setRaised(alarm.raised())
        .setQuantity(alarm.quantity())
        .setNumbers(boxed(alarm.numbers()))
        .setCounts(Arrays.stream(alarm.counts()).boxed().toList())
        .setSums(boxed(alarm.sums()))
        .setObservations(alarm.observations())
        .setPeak(alarm.peak())
        .setSince(Instant.ofEpochMilli(alarm.sinceMs()))
        .setAlert(alert.orElse(null))
        .build();
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /**
   * The state under a definition: another one's evidence starts anew, but what is raised stays so
   * until it is cleared.
   */
  WatchState under(Watched watched, long nowMs) {
    if (definition.equals(watched.definition()) && alarm.fits(watched.rule().family())) {
      return this;
    }
    return new WatchState(watched.definition(), alarm.anew(watched.rule().family(), nowMs), alert);
  }

  WatchState with(AlarmState next, Optional<StoredAlert> nextAlert) {
    return new WatchState(definition, next, nextAlert);
  }
}
