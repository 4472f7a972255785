package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Releases.Release;
import dev.sightline.dashboard.present.Series;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the figures are about: a model, and the windows of one application and length. Where several
 * applications or lengths count, those whose windows changed last are meant.
 *
 * @param series of the model, the one that changed last first; empty without windows
 */
public record Subject(String model, List<Series> series) {

  /** What is meant, where a name may be asked for. */
  public static Optional<Subject> of(Present present, Optional<String> asked) {
    List<Series> all = present.windows().series();
    Optional<String> model =
        asked
            .or(() -> present.workers().latestModel())
            .or(() -> all.stream().map(Series::model).findFirst())
            .or(() -> present.releases().current().keySet().stream().sorted().findFirst());
    return model.map(name -> new Subject(name, together(all, name)));
  }

  private static List<Series> together(List<Series> all, String model) {
    List<Series> ours = all.stream().filter(each -> each.model().equals(model)).toList();
    return ours.stream()
        .filter(each -> each.application().equals(ours.get(0).application()))
        .filter(each -> each.lengthMs() == ours.get(0).lengthMs())
        .toList();
  }

  /** Every model's name that any topic told. */
  public static SortedSet<String> models(Present present) {
    SortedSet<String> names = new TreeSet<>(present.releases().current().keySet());
    present.windows().series().forEach(each -> names.add(each.model()));
    present.versions().all().forEach(each -> names.add(each.model()));
    return names;
  }

  /**
   * The version that is looked at when none is asked for: the one that began to serve last, else
   * the champion, else the one whose windows changed last.
   */
  public Optional<Integer> version(Present present) {
    return present
        .workers()
        .serving(model)
        .or(() -> champion(present).map(Release::champion))
        .or(() -> series.stream().map(Series::version).findFirst());
  }

  public Optional<Release> champion(Present present) {
    return Optional.ofNullable(present.releases().current().get(model));
  }

  /** The windows of a version. */
  public Optional<Series> of(int version) {
    return series.stream().filter(each -> each.version() == version).findFirst();
  }
}
