package dev.sightline.trainer.report.pictures;

import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.report.Facts;
import dev.sightline.trainer.report.TrainingRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of a run.
 *
 * @param samples what was trained on; empty without training images
 * @param accuracy by epoch; empty without epochs
 * @param loss likewise
 * @param predictions held-out images, what they were taken for and what they are
 * @param confusionMatrix as a heat map
 * @param reliability before and after calibration
 * @param mistakes the most confident ones; empty when there are none
 */
public record RunPictures(
    Optional<Picture> samples,
    Optional<Picture> accuracy,
    Optional<Picture> loss,
    Picture predictions,
    Picture confusionMatrix,
    Picture reliability,
    Optional<Picture> mistakes) {

  /** Draws them all, which takes about a second. */
  public static RunPictures of(TrainingRun run) {
    long seed = run.facts().seed();
    boolean trained = !run.history().isEmpty();
    return new RunPictures(
        run.training().size() == 0
            ? Optional.empty()
            : Optional.of(ImageGrids.samples(run.training(), run.classes(), seed)),
        trained ? Optional.of(CurvePicture.accuracy(run.history())) : Optional.empty(),
        trained ? Optional.of(CurvePicture.loss(run.history())) : Optional.empty(),
        ImageGrids.predictions(run, seed),
        ConfusionMatrixPicture.of(run.confusionMatrix()),
        ReliabilityPicture.of(Reliability.of(run)),
        run.scored().accuracy() == 1 ? Optional.empty() : Optional.of(ImageGrids.mistakes(run)));
  }

  /**
   * The indices of the held-out images that are shown; the pixels of others are never asked for.
   */
  public static int[] shown(PredictedImages scored, Facts facts) {
    return ImageGrids.shown(scored, facts.seed());
  }

  /** Those that there are, by the names of their files. */
  public Map<String, Picture> byFile() {
    Map<String, Picture> files = new LinkedHashMap<>();
    samples.ifPresent(picture -> files.put("samples.png", picture));
    accuracy.ifPresent(picture -> files.put("accuracy.png", picture));
    loss.ifPresent(picture -> files.put("loss.png", picture));
    files.put("predictions.png", predictions);
    files.put("confusion-matrix.png", confusionMatrix);
    files.put("reliability.png", reliability);
    mistakes.ifPresent(picture -> files.put("mistakes.png", picture));
    return files;
  }
}
