package dev.sightline.app.evaluate;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.report.Calibrated;
import dev.sightline.trainer.report.EvaluationFacts;
import dev.sightline.trainer.report.TrainingRun;
import dev.sightline.trainer.report.page.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An evaluation as a folder of files: the report, what was printed, the figures as JSON.
 *
 * @param folder is made when it is not there; files of the same names are replaced
 */
public record EvaluationFolder(Path folder) {
  public static final String JSON = "evaluation.json";
  public static final String PRINTED = "evaluation.txt";

  /**
   * Makes the folder and sees that there can be a report: before the work, so that it is not in
   * vain.
   *
   * @throws IOException when there is a file or it may not be made
   * @throws IllegalStateException when this Java can't draw text
   */
  public void create() throws IOException {
    RunReport.requireFonts();
    Files.createDirectories(folder);
  }

  /**
   * Writes the files.
   *
   * @param model the folder that the model is in
   * @throws UncheckedIOException when one can't be written
   */
  public void write(Path model, Evaluation evaluation) {
    new RunReport(run(model, evaluation)).write(folder);
    try {
      Files.writeString(folder.resolve(PRINTED), new EvaluationText(evaluation).all());
    } catch (IOException e) {
      throw new UncheckedIOException("can't write into " + folder + ": " + e.getMessage(), e);
    }
    new EvaluationJson(model, evaluation).write(folder.resolve(JSON));
  }

  private static TrainingRun run(Path model, Evaluation evaluation) {
    Evaluation.Origin data = evaluation.data();
    Examples images = evaluation.examples();
    return new TrainingRun(
        new EvaluationFacts(
            model.toString(),
            Instant.now(),
            data.name(),
            data.sha256(),
            data.split().toString(),
            evaluation.images(),
            data.skipped()),
        Map.of(),
        "",
        evaluation.matrix().labels(),
        Examples.none(images.imageSize()),
        List.of(),
        images,
        evaluation.scored(),
        evaluation
            .calibrated()
            .map(fitted -> Calibrated.byTemperature(fitted.temperature(), fitted.scored())));
  }
}
