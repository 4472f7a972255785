package dev.sightline.dashboard.view;

import dev.sightline.dashboard.lag.BrokerState;
import dev.sightline.dashboard.lag.Lag;
import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Rates.Rate;
import dev.sightline.dashboard.present.Releases.Release;
import dev.sightline.dashboard.present.Series;
import dev.sightline.dashboard.present.WindowPoint;
import dev.sightline.dashboard.settings.LabelBounds;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The most important figures of a model at a glance.
 *
 * @param model null while no topic tells of any
 * @param models every model's name
 * @param version that is looked at; null for none
 * @param champion that is to serve; null where none is released
 * @param minLabels fewest labels of which an accuracy is shown
 * @param lastLabels labels that a window by count has at the least
 * @param window the newest full one of the version; null for none
 * @param latestLabels the version's latest images that have lastLabels; null for none
 * @param heldOutAccuracy of the version's evaluation; null where it has none
 * @param heldOutImages of the same
 * @param rate of the last minute, of all models
 * @param lags of the workers' groups, in records
 */
public record Overview(
    String model,
    Collection<String> models,
    Integer version,
    Integer champion,
    int minLabels,
    int lastLabels,
    WindowView window,
    WindowView latestLabels,
    Verdict verdict,
    Double heldOutAccuracy,
    Long heldOutImages,
    Rate rate,
    List<Lag> lags,
    long deadLetters) {

  /** That of a model, of the one that is served last where none is asked for. */
  public static Overview of(
      Present present, Optional<Subject> subject, BrokerState broker, LabelBounds bounds) {
    Integer version = subject.flatMap(each -> each.version(present)).orElse(null);
    KnownVersion.Reference reference =
        subject
            .filter(each -> version != null)
            .flatMap(each -> present.versions().find(each.model(), version))
            .map(KnownVersion::reference)
            .orElse(null);
    Optional<Series> series =
        subject.filter(each -> version != null).flatMap(each -> each.of(version));
    Optional<WindowPoint> newest = series.flatMap(each -> newest(present, each));
    WindowView window =
        newest.map(point -> WindowView.of(point, reference, bounds.fewest())).orElse(null);
    return new Overview(
        subject.map(Subject::model).orElse(null),
        Subject.models(present),
        version,
        subject.flatMap(each -> each.champion(present)).map(Release::champion).orElse(null),
        bounds.fewest(),
        bounds.latest(),
        window,
        newest
            .flatMap(
                point ->
                    present
                        .windows()
                        .latestLabels(series.orElseThrow(), point.startMs(), bounds.latest()))
            .map(labels -> WindowView.of(labels, bounds.fewest()))
            .orElse(null),
        subject.filter(each -> !Subject.models(present).contains(each.model())).isPresent()
            ? Verdict.UNKNOWN_MODEL
            : Verdict.of(window, reference, bounds.fewest(), alarms(present, subject, version)),
        reference == null ? null : reference.accuracy(),
        reference == null ? null : reference.images(),
        present.rates().lastMinute(),
        broker.lags(),
        present.deadLetters().byReason().values().stream().mapToLong(Long::longValue).sum());
  }

  private static int alarms(Present present, Optional<Subject> subject, Integer version) {
    return subject
        .filter(each -> version != null)
        .map(each -> present.alerts().raised(each.model(), version).size())
        .orElse(0);
  }

  private static Optional<WindowPoint> newest(Present present, Series series) {
    List<WindowPoint> points = present.windows().points(series);
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
  }
}
