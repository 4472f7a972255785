package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.dashboard.present.Truth;
import java.util.List;
import java.util.Optional;

/**
 * A prediction, and what is known of it.
 *
 * @param likeliest classes with their probabilities, the likeliest first
 * @param truth the actual class; null while nobody said
 * @param mistake whether the truth is another class; null while nobody said
 */
public record PredictionView(
    String id,
    String model,
    int version,
    String label,
    Double confidence,
    List<Likely> likeliest,
    long capturedAtMs,
    long scoredAtMs,
    Truth truth,
    Boolean mistake) {

  /** A class and its probability. */
  public record Likely(String label, double probability) {}

  public static PredictionView of(Present present, SeenPrediction seen) {
    Optional<KnownVersion> known = present.versions().find(seen.model(), seen.version());
    return new PredictionView(
        seen.id(),
        seen.model(),
        seen.version(),
        seen.label(),
        Float.isFinite(seen.confidence()) ? Double.valueOf(seen.confidence()) : null,
        seen.likeliest().stream()
            .map(each -> new Likely(name(known, each.index()), each.probability()))
            .filter(each -> Double.isFinite(each.probability()))
            .toList(),
        seen.capturedAtMs(),
        seen.scoredAtMs(),
        seen.truth(),
        seen.truth() == null ? null : seen.isMistake());
  }

  private static String name(Optional<KnownVersion> known, int index) {
    return known
        .map(KnownVersion::labels)
        .filter(labels -> index < labels.size())
        .map(labels -> labels.get(index))
        .orElse("class " + index);
  }
}
