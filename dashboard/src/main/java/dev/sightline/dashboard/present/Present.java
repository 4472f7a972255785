package dev.sightline.dashboard.present;

import java.time.InstantSource;

/** All that is remembered of a pipeline, part by part. */
public record Present(
    Changes changes,
    Windows windows,
    Predictions predictions,
    Versions versions,
    Releases releases,
    Workers workers,
    Alerts alerts,
    DeadLetters deadLetters,
    Rates rates) {

  /** Nothing yet. */
  public static Present empty(InstantSource clock) {
    Changes changes = new Changes();
    return new Present(
        changes,
        new Windows(changes),
        new Predictions(changes),
        new Versions(changes),
        new Releases(changes),
        new Workers(changes),
        new Alerts(changes),
        new DeadLetters(changes),
        new Rates(clock, changes));
  }
}
