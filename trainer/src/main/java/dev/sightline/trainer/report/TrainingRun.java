package dev.sightline.trainer.report;

import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.training.Epoch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a report tells of.
 *
 * @param facts what the results are of
 * @param settings every setting by its name, in the order to show them; empty for a model that came
 *     from elsewhere
 * @param networkSummary the table of layers, as text; empty likewise
 * @param classes class names in index order
 * @param training what was trained on, for the sample grid; empty likewise
 * @param history the epochs; empty likewise
 * @param heldOut the images that the results are of, at least one; of those that {@link
 *     dev.sightline.trainer.report.pictures.RunPictures#shown} names, the pixels
 * @param scored what the model said of them, in the same order
 * @param calibrated the same after calibration, where there is one
 */
public record TrainingRun(
    Facts facts,
    Map<String, String> settings,
    String networkSummary,
    List<String> classes,
    Examples training,
    List<Epoch> history,
    ShownImages heldOut,
    PredictedImages scored,
    Optional<Calibrated> calibrated) {

  /**
   * @throws IllegalArgumentException when there are no held-out images, or the numbers of images or
   *     classes do not agree
   */
  public TrainingRun {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    classes = List.copyOf(classes);
    history = List.copyOf(history);
    if (heldOut.size() == 0) {
      throw new IllegalArgumentException("no held-out images to report on");
    }
    requireSameSize("scored", scored, heldOut, classes);
    if (calibrated.isPresent()) {
      requireSameSize("calibrated", calibrated.get().scored(), heldOut, classes);
    }
  }

  /** Of images that are all in memory, with all that the model said of them. */
  public TrainingRun(
      Facts facts,
      Map<String, String> settings,
      String networkSummary,
      List<String> classes,
      Examples training,
      List<Epoch> history,
      Examples heldOut,
      ScoredImages scored,
      Optional<Calibrated> calibrated) {
    this(
        facts,
        settings,
        networkSummary,
        classes,
        training,
        history,
        ShownImages.of(heldOut),
        scored.predicted(),
        calibrated);
  }

  /** Rows actual, columns predicted, over the held-out images. */
  public ConfusionMatrix confusionMatrix() {
    return new ConfusionMatrix(classes, scored.confusionMatrix());
  }

  private static void requireSameSize(
      String what, PredictedImages scored, ShownImages heldOut, List<String> classes) {
    if (scored.count() != heldOut.size() || scored.classes() != classes.size()) {
      throw new IllegalArgumentException(
          "%d held-out images of %d classes, but %d %s ones of %d"
              .formatted(heldOut.size(), classes.size(), scored.count(), what, scored.classes()));
    }
  }
}
