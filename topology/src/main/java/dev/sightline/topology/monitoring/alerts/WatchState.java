package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.AlarmState;
import dev.sightline.evaluation.drift.sequential.Sample;
import dev.sightline.evaluation.drift.sequential.Stretch;
import dev.sightline.schemas.StoredAlarm;
import dev.sightline.schemas.StoredAlert;
import dev.sightline.schemas.StoredStretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of one statistic of a model version. Immutable.
 *
 * @param definition of what {@link Watched} it is the state
 * @param alert what was published when it was raised; empty while nothing is
 */
record WatchState(String definition, AlarmState alarm, Optional<StoredAlert> alert) {

  /** The state of what has seen nothing. */
  static WatchState start(Watched watched) {
    return new WatchState(
        watched.definition(), AlarmState.start(watched.rule().family()), Optional.empty());
  }

  static WatchState of(StoredAlarm stored) {
    return new WatchState(
        stored.getDefinition(), alarm(stored), Optional.ofNullable(stored.getAlert()));
  }

  private static AlarmState alarm(StoredAlarm stored) {
    Map<Integer, List<Stretch>> stretches = new HashMap<>();
    for (StoredStretch each : stored.getStretches()) {
      stretches
          .computeIfAbsent(each.getQuantity(), any -> new ArrayList<>())
          .add(
              new Stretch(
                  each.getCount(),
                  each.getSum(),
                  each.getObservations(),
                  each.getSince().toEpochMilli()));
    }
    Map<Integer, Sample> samples = new HashMap<>();
    stretches.forEach((quantity, all) -> samples.put(quantity, new Sample(all)));
    return new AlarmState(
        stored.getRaised(),
        stored.getQuantity(),
        stored.getNumbers().stream().mapToDouble(Double::doubleValue).toArray(),
        samples);
  }

  StoredAlarm stored() {
    return StoredAlarm.newBuilder()
        .setDefinition(definition)
        .setRaised(alarm.raised())
        .setQuantity(alarm.quantity())
        .setNumbers(Arrays.stream(alarm.numbers()).boxed().toList())
        .setStretches(stretches())
        .setAlert(alert.orElse(null))
        .build();
  }

  private List<StoredStretch> stretches() {
    List<StoredStretch> all = new ArrayList<>();
    alarm
        .samples()
        .forEach(
            (quantity, sample) ->
                sample
                    .stretches()
                    .forEach(
                        each ->
                            all.add(
                                new StoredStretch(
                                    quantity,
                                    each.count(),
                                    each.sum(),
                                    each.observations(),
                                    Instant.ofEpochMilli(each.sinceMs())))));
    return all;
  }

  /**
   * The state under a definition: another one's evidence starts anew, but what is raised stays so
   * until it is cleared.
   */
  WatchState under(Watched watched) {
    if (definition.equals(watched.definition()) && alarm.fits(watched.rule().family())) {
      return this;
    }
    return new WatchState(watched.definition(), alarm.anew(watched.rule().family()), alert);
  }

  WatchState with(AlarmState next, Optional<StoredAlert> nextAlert) {
    return new WatchState(definition, next, nextAlert);
  }
}
