package dev.sightline.dashboard.present;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.drift.estimate.ConfidenceWorth;
import dev.sightline.evaluation.drift.estimate.ReliabilityWorth;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrainingFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a manifest.
 *
 * @param labels class names in index order
 * @param dataSet what it was trained on; null where the manifest doesn't say
 * @param recipe the training's recipe; null where the manifest doesn't say
 * @param reference null where it was published without an evaluation
 * @param imageReference the held-out images by their statistics; empty where the manifest has none
 */
public record KnownVersion(
    String model,
    int version,
    long createdAtMs,
    long archiveBytes,
    List<String> labels,
    boolean signed,
    String dataSet,
    String recipe,
    Reference reference,
    Optional<ImageHistograms> imageReference) {

  /**
   * How it did on held-out images.
   *
   * @param shares of the predicted classes, in the order of the labels; empty where not told
   * @param classes in the order of the labels; empty where not told
   * @param calibrationError expected calibration error
   * @param worth how often predictions of a confidence were right
   */
  public record Reference(
      long images,
      double accuracy,
      double calibrationError,
      List<Double> shares,
      List<HeldOutClass> classes,
      ConfidenceWorth worth) {}

  /**
   * How one class did on held-out images.
   *
   * @param precision NaN when it was never predicted
   * @param recall NaN without support
   * @param f1 NaN without either
   */
  public record HeldOutClass(double precision, double recall, double f1) {
    private static HeldOutClass of(ClassScores scores) {
      return new HeldOutClass(
          scores.precision().orElse(Double.NaN),
          scores.recall().orElse(Double.NaN),
          scores.f1().orElse(Double.NaN));
    }
  }

  static KnownVersion of(ModelManifest manifest, List<String> labels) {
    TrainingFacts training = manifest.getTraining();
    HeldOutEvaluation evaluation = manifest.getEvaluation();
    return new KnownVersion(
        manifest.getName(),
        manifest.getVersion(),
        manifest.getCreatedAt().toEpochMilli(),
        manifest.getArchive().getSizeBytes(),
        labels,
        manifest.getSignature() != null,
        training == null ? null : Texts.said(training.getDataSet()),
        training == null ? null : Texts.said(training.getRecipe()),
        evaluation == null ? null : reference(evaluation, labels),
        Optional.ofNullable(manifest.getImageReference()).map(ImageHistograms::ofKnown));
  }

  private static Reference reference(HeldOutEvaluation evaluation, List<String> labels) {
    List<Double> shares = evaluation.getPredictedShares();
    return new Reference(
        evaluation.getImages(),
        evaluation.getAccuracy(),
        evaluation.getExpectedCalibrationError(),
        shares.size() == labels.size() ? List.copyOf(shares) : List.of(),
        classes(evaluation.getConfusionMatrix(), labels),
        worth(evaluation.getCalibration()));
  }

  private static ConfidenceWorth worth(List<CalibrationBin> bins) {
    List<Calibration.Bin> diagram = new ArrayList<>();
    for (int i = 0; i < Math.min(bins.size(), ConfidenceHistogram.BINS); i++) {
      CalibrationBin bin = bins.get(i);
      diagram.add(
          new Calibration.Bin(
              i / (double) bins.size(),
              (i + 1) / (double) bins.size(),
              bin.getImages(),
              bin.getMeanConfidence(),
              bin.getAccuracy()));
    }
    return diagram.isEmpty() ? ConfidenceWorth.AS_THEY_ARE : new ReliabilityWorth(diagram);
  }

  private static List<HeldOutClass> classes(List<Long> cells, List<String> labels) {
    int classes = labels.size();
    if (cells.size() != (long) classes * classes) {
      return List.of();
    }
    ConfusionMatrix matrix =
        new ConfusionMatrix(labels, cells.stream().mapToLong(Long::longValue).toArray());
    return ClassificationReport.of(matrix).classes().stream().map(HeldOutClass::of).toList();
  }
}
