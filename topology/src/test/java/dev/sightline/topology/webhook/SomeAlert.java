package dev.sightline.topology.webhook;

import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import java.time.Instant;

/** An alert about a class's recall. */
final class SomeAlert {
  static final Instant RAISED_AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private SomeAlert() {}

  static DriftAlert of(String application, String subject, AlertState state) {
    return DriftAlert.newBuilder()
        .setModelName("cifar10")
        .setModelVersion(3)
        .setStatistic("recall")
        .setSubject(subject)
        .setState(state)
        .setValue(0.5)
        .setReference(0.875)
        .setThreshold(0.75)
        .setSample(300)
        .setSince(Instant.parse("2026-01-02T03:04:00Z"))
        .setChangedAt(RAISED_AT)
        .setRaisedAt(RAISED_AT)
        .setRaisedAtImage(4200)
        .setMeanRunImages(1_000_000)
        .setMessage("recall of '" + subject + "' fell to 0.500.")
        .setApplication(application)
        .build();
  }
}
