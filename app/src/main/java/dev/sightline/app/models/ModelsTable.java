package dev.sightline.app.models;

import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Model versions as text: a table of all that are published, and below it a line a model on what is
 * to serve and why, and a line for each worker where it does not.
 *
 * @param published in the order to show them
 * @param releases those that hold, by model name
 * @param rejections of their champions by workers
 */
record ModelsTable(
    List<ModelManifest> published, Map<String, ModelRelease> releases, List<Rejection> rejections) {
  private static final String NONE = "-";
  private static final String ROW = "%-20s %7s  %-10s %-24s %8s  %s";

  /** All lines, without a line break at the end. */
  public String text() {
    return Stream.of(
            Stream.of(ROW.formatted("name", "version", "role", "created", "held-out", "data set")),
            published.stream().map(this::row),
            releases.values().stream().map(this::line),
            rejections.stream().map(Rejection::text))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private String row(ModelManifest manifest) {
    return ROW.formatted(
        manifest.getName(),
        manifest.getVersion(),
        role(releases.get(manifest.getName()), manifest.getVersion()),
        manifest.getCreatedAt(),
        manifest.getEvaluation() == null
            ? NONE
            : String.format(Locale.ROOT, "%.4f", manifest.getEvaluation().getAccuracy()),
        manifest.getTraining() == null ? NONE : manifest.getTraining().getDataSet());
  }

  private static String role(ModelRelease release, Integer version) {
    if (release == null) {
      return NONE;
    }
    if (version.equals(release.getChampion())) {
      return "champion";
    }
    return version.equals(release.getChallenger()) ? "challenger" : NONE;
  }

  private String line(ModelRelease release) {
    return "%s: version %d is champion%s%s, by %s at %s: %s"
        .formatted(
            release.getName(),
            release.getChampion(),
            isPublished(release) ? "" : " without a manifest",
            release.getChallenger() == null
                ? ""
                : ", version " + release.getChallenger() + " challenger",
            release.getReleasedBy(),
            release.getReleasedAt(),
            release.getReason());
  }

  private boolean isPublished(ModelRelease release) {
    return published.stream()
        .anyMatch(
            manifest ->
                manifest.getName().equals(release.getName())
                    && manifest.getVersion() == release.getChampion());
  }
}
