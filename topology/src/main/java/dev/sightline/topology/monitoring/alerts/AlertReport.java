package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.Finding;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.StoredAlert;
import dev.sightline.schemas.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Makes the published records of alarms. Pure. */
final class AlertReport {
  static {
    TrustedRecords.trust();
  }

  private final String application;
  private final DriftSettings settings;

  /**
   * @param application whose alarms they are
   */
  AlertReport(String application, DriftSettings settings) {
    this.application = application;
    this.settings = settings;
  }

  /** What a raised alarm says again when it is cleared. */
  StoredAlert raised(Watched watched, Finding finding, long images, long nowMs) {
    return new StoredAlert(
        watched.statistic().subject(finding.quantity()).orElse(null),
        watched.reference(finding.quantity()),
        watched.threshold(finding.quantity(), finding.isLow()),
        Instant.ofEpochMilli(nowMs),
        images);
  }

  /** Of an alarm that is raised. */
  DriftAlert ofRaised(ModelVersion model, Watched watched, StoredAlert alert, Finding finding) {
    String statistic = watched.name();
    String moved = finding.isLow() ? "fell" : "rose";
    String message =
        "%s %s to %s over %d images; it was %s %s, and %s would be no alarm. Without drift this alarm comes once in %,d images on average, or less often."
            .formatted(
                named(statistic, alert.getSubject()),
                moved,
                value(finding).map(AlertReport::number).orElse("nothing"),
                finding.observations(),
                number(alert.getReference()),
                watched.statistic().measured(),
                number(alert.getThreshold()),
                settings.meanRunImages());
    return filled(model, statistic, alert)
        .setState(AlertState.RAISED)
        .setValue(value(finding).orElse(null))
        .setSample(finding.observations())
        .setSince(Instant.ofEpochMilli(finding.sinceMs()))
        .setChangedAt(alert.getRaisedAt())
        .setMessage(message)
        .build();
  }

  /** Of an alarm that is cleared since what moved is back. */
  DriftAlert ofCleared(
      ModelVersion model,
      String statistic,
      StoredAlert alert,
      Finding finding,
      long images,
      long nowMs) {
    return filled(model, statistic, alert)
        .setState(AlertState.CLEARED)
        .setValue(value(finding).orElse(null))
        .setSample(finding.observations())
        .setSince(Instant.ofEpochMilli(finding.sinceMs()))
        .setChangedAt(Instant.ofEpochMilli(nowMs))
        .setClearedAtImage(images)
        .setMessage(
            "%s is %s over %d images: within its range again."
                .formatted(
                    named(statistic, alert.getSubject()),
                    value(finding).map(AlertReport::number).orElse("nothing"),
                    finding.observations()))
        .build();
  }

  /** Of an alarm that is cleared since its version has no images any more. */
  DriftAlert ofQuiet(
      ModelVersion model, String statistic, StoredAlert alert, long images, long nowMs) {
    return filled(model, statistic, alert)
        .setState(AlertState.CLEARED)
        .setValue(null)
        .setSample(0)
        .setSince(Instant.ofEpochMilli(nowMs))
        .setChangedAt(Instant.ofEpochMilli(nowMs))
        .setClearedAtImage(images)
        .setMessage(
            "%s of version %d is watched no more: it had no image for %s."
                .formatted(
                    named(statistic, alert.getSubject()),
                    model.version(),
                    inWords(settings.quiet())))
        .build();
  }

  private DriftAlert.Builder filled(ModelVersion model, String statistic, StoredAlert alert) {
    return DriftAlert.newBuilder()
        .setModelName(model.name())
        .setModelVersion(model.version())
        .setStatistic(statistic)
        .setSubject(alert.getSubject())
        .setReference(alert.getReference())
        .setThreshold(alert.getThreshold())
        .setRaisedAt(alert.getRaisedAt())
        .setRaisedAtImage(alert.getRaisedAtImage())
        .setMeanRunImages(settings.meanRunImages())
        .setApplication(application);
  }

  /** One application's alarms of one statistic: nobody else writes under this key. */
  String key(ModelVersion model, String statistic) {
    return "%s/%s/%s".formatted(model, statistic, application);
  }

  private static Optional<Double> value(Finding finding) {
    return finding.value().isPresent()
        ? Optional.of(finding.value().getAsDouble())
        : Optional.empty();
  }

  private static String named(String statistic, String subject) {
    String words = statistic.replace('-', ' ');
    if (subject == null) {
      return words;
    }
    if (statistic.equals(Statistics.CLASS_SHARES)) {
      return "the share of images predicted as '%s'".formatted(subject);
    }
    return Arrays.stream(ImageStatistic.values()).anyMatch(each -> each.key().equals(statistic))
        ? "the share of images of %s %s".formatted(words, subject)
        : "%s of '%s'".formatted(words, subject);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String inWords(Duration duration) {
    return duration.toHours() >= 2
        ? duration.toHours() + " hours"
        : duration.toMinutes() >= 2
            ? duration.toMinutes() + " minutes"
            : duration.toMillis() + " ms";
  }
}
