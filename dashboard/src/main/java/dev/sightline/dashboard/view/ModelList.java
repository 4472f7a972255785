package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Releases.Release;
import dev.sightline.dashboard.present.Workers.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Versions, releases and workers.
 *
 * @param versions by model, the newest first
 * @param releases the latest first
 * @param workers the last word of each worker on each version, the latest first
 */
public record ModelList(List<VersionView> versions, List<Release> releases, List<Word> workers) {

  /**
   * A published version.
   *
   * @param role champion, challenger or none
   * @param servedBy workers whose last word on it is that it serves
   * @param heldOutAccuracy null without an evaluation
   */
  public record VersionView(
      String model,
      int version,
      String role,
      long createdAtMs,
      long archiveBytes,
      int classes,
      boolean signed,
      String dataSet,
      String recipe,
      Double heldOutAccuracy,
      Long heldOutImages,
      Double calibrationError,
      List<String> servedBy) {}

  public static ModelList of(Present present) {
    List<Word> words = present.workers().words();
    List<VersionView> versions = new ArrayList<>();
    for (KnownVersion known : present.versions().all()) {
      versions.add(view(known, present, words));
    }
    versions.sort(
        Comparator.comparing(VersionView::model)
            .thenComparing(Comparator.comparingInt(VersionView::version).reversed()));
    return new ModelList(versions, present.releases().latest(), words);
  }

  private static VersionView view(KnownVersion known, Present present, List<Word> words) {
    KnownVersion.Reference reference = known.reference();
    return new VersionView(
        known.model(),
        known.version(),
        role(known, present.releases().current().get(known.model())),
        known.createdAtMs(),
        known.archiveBytes(),
        known.labels().size(),
        known.signed(),
        known.dataSet(),
        known.recipe(),
        reference == null ? null : reference.accuracy(),
        reference == null ? null : reference.images(),
        reference == null || !Double.isFinite(reference.calibrationError())
            ? null
            : reference.calibrationError(),
        words.stream()
            .filter(word -> word.state().equals("SERVING"))
            .filter(word -> word.model().equals(known.model()))
            .filter(word -> word.version() == known.version())
            .map(Word::worker)
            .toList());
  }

  private static String role(KnownVersion known, Release release) {
    if (release == null) {
      return "none";
    }
    if (release.champion() == known.version()) {
      return "champion";
    }
    return release.challenger() != null && release.challenger() == known.version()
        ? "challenger"
        : "none";
  }
}
