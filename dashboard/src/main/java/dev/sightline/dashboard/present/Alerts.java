package dev.sightline.dashboard.present;

import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The alarms that were raised, each with when it was cleared if it was, as far as the topic still
 * has them. Safe for many threads. Memory: the last {@value #MOST}.
 */
public final class Alerts {
  static final int MOST = 500;

  private final Changes changes;
  private final Latest<Key, Alert> alerts = new Latest<>(MOST);

  /** One raise of an alarm: what clears it comes under the same. */
  private record Key(
      String model, int version, String statistic, String application, long raisedAtImage) {}

  /**
   * An alarm, as it was told last.
   *
   * @param statistic what is watched
   * @param subject what of it moved: a class, or a bin; null where there is only one
   * @param raised whether it stands; else it was cleared
   * @param value what it is now; null where the sample holds none
   * @param reference what it was on held-out images
   * @param threshold the end of the tolerated range that it left
   * @param sample images that the value is of
   * @param sinceMs where the sample begins
   * @param clearedAtMs null while it stands
   * @param raisedAtImage predictions of the version that had been counted then
   * @param clearedAtImage null while it stands
   * @param meanRunImages without drift an alarm of this statistic comes after so many images on
   *     average, at the least
   * @param message the same in words
   */
  public record Alert(
      String model,
      int version,
      String statistic,
      String subject,
      boolean raised,
      Double value,
      Double reference,
      Double threshold,
      long sample,
      long sinceMs,
      long raisedAtMs,
      Long clearedAtMs,
      long raisedAtImage,
      Long clearedAtImage,
      Double meanRunImages,
      String message,
      String application) {}

  public Alerts(Changes changes) {
    this.changes = changes;
  }

  /**
   * Takes one in, as it is now.
   *
   * @throws UnfitRecordException when it is of no model, or in a state that is not known
   */
  public synchronized void add(DriftAlert told) {
    if (!ModelVersion.isPossible(told.getModelName(), told.getModelVersion())
        || told.getState() == AlertState.UNKNOWN) {
      throw new UnfitRecordException(
          "an alert: expected a model's name and version and RAISED or CLEARED, found "
              + told.getState());
    }
    Alert alert = alert(told);
    alerts.put(
        new Key(
            alert.model(),
            alert.version(),
            alert.statistic(),
            alert.application(),
            alert.raisedAtImage()),
        alert);
    changes.mark(Part.ALERTS);
  }

  private static Alert alert(DriftAlert told) {
    boolean raised = told.getState() == AlertState.RAISED;
    return new Alert(
        told.getModelName(),
        told.getModelVersion(),
        Texts.name("statistic", told.getStatistic()),
        Texts.said(told.getSubject()),
        raised,
        finite(told.getValue()),
        finite(told.getReference()),
        finite(told.getThreshold()),
        told.getSample(),
        told.getSince().toEpochMilli(),
        told.getRaisedAt().toEpochMilli(),
        raised ? null : told.getChangedAt().toEpochMilli(),
        told.getRaisedAtImage(),
        told.getClearedAtImage(),
        finite(told.getMeanRunImages()),
        Texts.said(told.getMessage()),
        Texts.name("application", told.getApplication()));
  }

  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  /** Those of a model, the one that was told last first. */
  public synchronized List<Alert> of(String model) {
    List<Alert> ours =
        new ArrayList<>(
            alerts.values().stream().filter(each -> each.model().equals(model)).toList());
    Collections.reverse(ours);
    return ours;
  }

  /** Those that stand, of all models, the one that was told last first. */
  public synchronized List<Alert> raised() {
    List<Alert> standing = new ArrayList<>(alerts.values());
    standing.removeIf(each -> !each.raised());
    Collections.reverse(standing);
    return standing;
  }

  /** Those of a version that stand, whoever counted: the one that was told last first. */
  public List<Alert> raised(String model, int version) {
    return of(model).stream()
        .filter(Alert::raised)
        .filter(each -> each.version() == version)
        .toList();
  }

  /** Those of a version that stand, by who counted: the one that was told last first. */
  public List<Alert> raised(String model, int version, String application) {
    return raised(model, version).stream()
        .filter(each -> each.application().equals(application))
        .toList();
  }
}
