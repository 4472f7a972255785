package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.Present;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.schemas.MetricsWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the images of the newest full window look like, statistic by statistic, beside those of a
 * reference.
 *
 * @param version null where there is no window
 * @param reference {@code held-out}: the images of the version's evaluation; {@code first-images}:
 *     the first ones that it scored, where its manifest has none; {@code none}
 * @param statistics those that images were measured by; empty where workers don't measure them
 */
public record ImageLooks(
    Integer version, Long startMs, Long endMs, String reference, List<ImageLook> statistics) {
  private static final ImageLooks NONE = new ImageLooks(null, null, null, "none", List.of());

  /** That of a model's version. */
  public static ImageLooks of(
      Present present, Optional<Subject> subject, Optional<Integer> version) {
    return Confusion.window(present, subject, version)
        .map(window -> of(present, window))
        .orElse(NONE);
  }

  /** That of a window. */
  static ImageLooks of(Present present, MetricsWindow window) {
    Optional<ImageHistograms> heldOut =
        present
            .versions()
            .find(window.getModelName(), window.getModelVersion())
            .flatMap(KnownVersion::imageReference);
    Optional<ImageHistograms> first =
        Optional.ofNullable(window.getFirstImages()).map(ImageHistograms::ofKnown);
    Optional<ImageHistograms> reference = heldOut.or(() -> first);
    ImageHistograms now = ImageHistograms.ofKnown(window.getImageStatistics());
    List<ImageLook> looks = new ArrayList<>();
    for (ImageStatistic statistic : ImageStatistic.values()) {
      if (now.total(statistic) > 0) {
        looks.add(ImageLook.of(statistic, now, reference));
      }
    }
    return new ImageLooks(
        window.getModelVersion(),
        window.getWindowStart().toEpochMilli(),
        window.getWindowEnd().toEpochMilli(),
        heldOut.isPresent() ? "held-out" : first.isPresent() ? "first-images" : "none",
        looks);
  }
}
