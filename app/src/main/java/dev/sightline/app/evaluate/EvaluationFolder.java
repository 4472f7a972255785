package dev.sightline.app.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An evaluation as a folder of files.
 *
 * @param folder is made when it is not there; files of the same names are replaced
 */
public record EvaluationFolder(Path folder) {
  public static final String JSON = "evaluation.json";
  public static final String SUMMARY = "summary.txt";
  public static final String REPORT = "classification-report.txt";
  public static final String MATRIX = "confusion-matrix.txt";

  /**
   * Makes the folder: before the work, so that it is not in vain.
   *
   * @throws IOException when there is a file or it may not be made
   */
  public void create() throws IOException {
    Files.createDirectories(folder);
  }

  /**
   * Writes the files.
   *
   * @throws UncheckedIOException when one can't be written
   */
  public void write(Path model, Evaluation evaluation) {
    EvaluationText text = new EvaluationText(evaluation);
    try {
      Files.writeString(folder.resolve(SUMMARY), text.summary());
      Files.writeString(folder.resolve(REPORT), text.classificationReport());
      Files.writeString(folder.resolve(MATRIX), text.confusionMatrix());
    } catch (IOException e) {
      throw new UncheckedIOException("can't write into " + folder + ": " + e.getMessage(), e);
    }
    new EvaluationJson(model, evaluation).write(folder.resolve(JSON));
  }
}
