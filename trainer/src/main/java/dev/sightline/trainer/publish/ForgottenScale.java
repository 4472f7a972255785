package dev.sightline.trainer.publish;

import dev.sightline.evaluation.comparison.McNemar;
import dev.sightline.inference.LoadedModel;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * The doubt whether a model with a float32 input, which is fed pixels from 0 to 255, was trained on
 * pixels from 0 to 1: nothing in a SavedModel says so, and it answers to both.
 */
final class ForgottenScale {
  private static final float UNIT = 1 / 255f;
  private static final double SIGNIFICANCE = 0.01;

  private ForgottenScale() {}

  /**
   * Compares both by McNemar's test.
   *
   * @param images with the true classes, in the order of the model's
   * @throws ModelRejectedException when the model is better on pixels from 0 to 1, by more than
   *     chance
   */
  static void refuse(Path folder, LoadedModel model, Examples images) {
    ModelSignature unit = model.signature().scaled(UNIT);
    try (LoadedModel scaled = LoadedModel.load(folder, unit, SessionSettings.EVALUATION)) {
      McNemar counts =
          McNemar.of(images.labels(), predicted(model, images), predicted(scaled, images));
      if (counts.onlySecond() > counts.onlyFirst() && counts.pValue() <= SIGNIFICANCE) {
        throw new ModelRejectedException(
            "the SavedModel %s is right on %d of %d held-out images when it is fed pixels from 0 to 255, and on %d when these are scaled to 0 to 1, as many models were trained: --scale 0.00392157 does that, --scale 1 publishes it as it is"
                .formatted(
                    folder,
                    counts.bothRight() + counts.onlyFirst(),
                    counts.total(),
                    counts.bothRight() + counts.onlySecond()));
      }
    }
  }

  private static int[] predicted(LoadedModel model, Examples images) {
    PredictedImages predicted = ScoredImages.of(model, images, model.classes()).predicted();
    return IntStream.range(0, predicted.count()).map(predicted::top1).toArray();
  }
}
