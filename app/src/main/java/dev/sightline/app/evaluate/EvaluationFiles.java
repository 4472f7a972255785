package dev.sightline.app.evaluate;

import dev.sightline.app.console.MistakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that an evaluation leaves where the user asks for them.
 *
 * @param report the folder of the report
 * @param json the figures for machines
 */
record EvaluationFiles(Optional<EvaluationFolder> report, Optional<Path> json) {

  /**
   * Sees that they can be written, and makes the report's folder: before the work, so that it is
   * not in vain.
   *
   * @throws MistakeException when one can't be
   */
  void prepare() {
    report.ifPresent(EvaluationFiles::create);
    if (json.filter(EvaluationFiles::isNoFile).isPresent()) {
      throw new MistakeException(
          "--json: " + json.get() + " can't be written: not a file in a folder that is there");
    }
  }

  private static void create(EvaluationFolder report) {
    try {
      report.create();
    } catch (IOException e) {
      throw new MistakeException(
          "--report: the folder " + report.folder() + " can't be made: " + e, e);
    }
  }

  private static boolean isNoFile(Path path) {
    return Files.isDirectory(path) || !Files.isDirectory(path.toAbsolutePath().getParent());
  }

  /**
   * Writes them. For their sake alone the whole data set's identity is taken.
   *
   * @param model the folder that the model is in
   * @throws java.io.UncheckedIOException when one can't be written
   */
  void write(Path model, Evaluation evaluation) {
    if (report.isEmpty() && json.isEmpty()) {
      return;
    }
    EvaluationJson figures = new EvaluationJson(model, evaluation, evaluation.images().sha256());
    report.ifPresent(files -> files.write(figures));
    json.ifPresent(figures::write);
  }
}
