package dev.sightline.app;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.publish.HeldOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run folder with a model of red, green and blue images of 8 × 8. */
public final class ColourRun {
  public static final ColourModel MODEL = new ColourModel(8, 8, ColourModel.LABELS);

  private ColourRun() {}

  /**
   * Writes it.
   *
   * @param labels what the manifest calls red, green and blue
   * @param temperature that calibrates the model, or 0 for none
   */
  public static Path write(Path folder, List<String> labels, double temperature)
      throws IOException {
    MODEL.write(folder.resolve(RunFolder.MODEL));
    new RunFolder(folder)
        .writeManifest(
            MODEL
                .manifest()
                .setLabels(labels)
                .setResize(ResizeMethod.AREA)
                .setEvaluation(temperature == 0 ? null : calibrated(temperature)));
    return folder;
  }

  private static HeldOutEvaluation calibrated(double temperature) {
    ScoredImages scored = new ScoredImages(3, new int[1], new float[] {0.8f, 0.1f, 0.1f});
    return HeldOut.of(scored, new TemperatureScaling(temperature), 1);
  }
}
