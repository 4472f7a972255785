package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model version did on its held-out images, by its manifest: what is compared with from then
 * on. Immutable.
 *
 * @param images held-out images, 1 or more
 * @param correct of these, from 0 to images
 * @param classes the manifest's, in its order; none where its shares don't fit them
 * @param diagram the accuracy by confidence, ascending; none where there is none
 */
public record HeldOutReference(
    long images, long correct, List<OfClass> classes, List<Calibration.Bin> diagram) {

  /**
   * What is known of one class.
   *
   * @param predicted held-out images that were said to be of it
   * @param support held-out images that are; 0 also where the manifest does not tell
   * @param hits of the support, those that were said to be
   */
  public record OfClass(String name, long predicted, long support, long hits) {}

  /** That of a manifest; empty where the version was not evaluated, or on nothing. */
  public static Optional<HeldOutReference> of(ModelManifest manifest) {
    HeldOutEvaluation evaluation = manifest.getEvaluation();
    if (evaluation == null
        || evaluation.getImages() < 1
        || !(evaluation.getAccuracy() >= 0 && evaluation.getAccuracy() <= 1)) {
      return Optional.empty();
    }
    long images = evaluation.getImages();
    return Optional.of(
        new HeldOutReference(
            images,
            Math.round(evaluation.getAccuracy() * images),
            classes(manifest.getLabels(), evaluation),
            diagram(evaluation.getCalibration())));
  }

  private static List<OfClass> classes(List<String> labels, HeldOutEvaluation evaluation) {
    List<Double> shares = evaluation.getPredictedShares();
    List<Long> matrix = evaluation.getConfusionMatrix();
    int size = labels.size();
    if (shares.size() != size || shares.stream().anyMatch(share -> !(share >= 0 && share <= 1))) {
      return List.of();
    }
    boolean isTold = matrix.size() == size * size && matrix.stream().allMatch(cell -> cell >= 0);
    List<OfClass> classes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long predicted = Math.round(shares.get(i) * evaluation.getImages());
      long support =
          isTold
              ? matrix.subList(i * size, (i + 1) * size).stream().mapToLong(Long::longValue).sum()
              : 0;
      classes.add(
          new OfClass(labels.get(i), predicted, support, isTold ? matrix.get(i * size + i) : 0));
    }
    return List.copyOf(classes);
  }

  private static List<Calibration.Bin> diagram(List<CalibrationBin> bins) {
    List<Calibration.Bin> diagram = new ArrayList<>(bins.size());
    double size = bins.size();
    for (int i = 0; i < bins.size(); i++) {
      CalibrationBin bin = bins.get(i);
      if (bin.getImages() < 0 || !(bin.getAccuracy() >= 0 && bin.getAccuracy() <= 1)) {
        return List.of();
      }
      diagram.add(
          new Calibration.Bin(
              i / size,
              (i + 1) / size,
              bin.getImages(),
              bin.getMeanConfidence(),
              bin.getAccuracy()));
    }
    return List.copyOf(diagram);
  }
}
