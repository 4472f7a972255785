package dev.sightline.app.evaluate;

import dev.sightline.app.publish.DefaultModelName;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.report.Calibrated;
import dev.sightline.trainer.report.EvaluationFacts;
import dev.sightline.trainer.report.TrainingRun;
import dev.sightline.trainer.report.page.RunReport;
import dev.sightline.trainer.report.pictures.RunPictures;
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
   * Writes the files. The images that the report shows are read once more.
   *
   * @throws UncheckedIOException when one can't be written
   */
  public void write(EvaluationJson figures) {
    new RunReport(run(figures)).write(folder);
    try {
      Files.writeString(folder.resolve(PRINTED), new EvaluationText(figures.evaluation()).all());
    } catch (IOException e) {
      throw new UncheckedIOException("can't write into " + folder + ": " + e.getMessage(), e);
    }
    figures.write(folder.resolve(JSON));
  }

  /** A run knows its model's name; a SavedModel has that of its folder. */
  private static String name(Path model) {
    return RunFolder.find(model)
        .map(run -> run.readManifest().getName())
        .orElseGet(() -> DefaultModelName.ofFolder(model));
  }

  private static TrainingRun run(EvaluationJson figures) {
    Evaluation evaluation = figures.evaluation();
    Evaluation.Origin data = evaluation.data();
    EvaluationFacts facts =
        new EvaluationFacts(
            name(figures.model()),
            figures.model().toString(),
            Instant.now(),
            data.name(),
            figures.dataSha256(),
            data.split().toString(),
            evaluation.count(),
            data.skipped().count());
    return new TrainingRun(
        facts,
        Map.of(),
        "",
        evaluation.matrix().labels(),
        Examples.none(evaluation.size()),
        List.of(),
        ChosenImages.of(evaluation, RunPictures.shown(evaluation.scored(), facts)),
        evaluation.scored(),
        evaluation
            .calibrated()
            .map(fitted -> Calibrated.byTemperature(fitted.temperature(), fitted.scored())));
  }
}
