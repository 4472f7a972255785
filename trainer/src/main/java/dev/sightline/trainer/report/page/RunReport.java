package dev.sightline.trainer.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sightline.trainer.report.TrainingRun;
import dev.sightline.trainer.report.pictures.Canvas;
import dev.sightline.trainer.report.pictures.RunPictures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of a run: pictures, texts for people and for programs, and {@code report.html}, which
 * has all of it in one file, needs no network and no JavaScript.
 *
 * <p>Immutable once drawn; may be shared between threads.
 */
public final class RunReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final TrainingRun run;
  private final RunPictures pictures;

  /**
   * Draws the pictures, which takes about a second.
   *
   * @throws IllegalStateException when this Java can't draw text
   */
  public RunReport(TrainingRun run) {
    requireFonts();
    this.run = run;
    this.pictures = RunPictures.of(run);
  }

  /**
   * Throws unless this Java can draw text: a system without any font has Java throw an error at the
   * first letter. To be called before a training that is to end with a report.
   *
   * @throws IllegalStateException saying what to install
   */
  public static void requireFonts() {
    try (Canvas canvas = new Canvas(1, 1)) {
      canvas.metrics(Canvas.font(0, 12)).stringWidth("a");
    } catch (LinkageError | InternalError | RuntimeException noFonts) {
      throw new IllegalStateException(
          "this Java can't draw text, so there can be no report: install fontconfig and a font,"
              + " such as Debian's packages fontconfig and fonts-dejavu-core",
          noFonts);
    }
  }

  public RunPictures pictures() {
    return pictures;
  }

  /**
   * Writes the files. None is ever seen half-written; a file of an earlier report is replaced, and
   * what else is in the folder stays.
   *
   * @param folder made when there is none
   * @return what was written, {@code report.html} first
   * @throws java.io.UncheckedIOException when the folder can't be written
   */
  public List<Path> write(Path folder) {
    EvaluationTexts texts = EvaluationTexts.of(run.confusionMatrix());
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, byte[]> pngs = new LinkedHashMap<>();
    pictures.byFile().forEach((name, picture) -> pngs.put(name, picture.png()));
    files.put("report.html", ReportPage.of(run, pictures, pngs, texts).getBytes(UTF_8));
    files.putAll(pngs);
    files.put("classification-report.txt", texts.classificationReport().getBytes(UTF_8));
    files.put("classification-report.json", json(texts.classificationReportMap()));
    files.put("confusion-matrix.txt", texts.confusionMatrix().getBytes(UTF_8));
    files.put("confusion-matrix.json", json(texts.confusionMatrixMap()));
    return ReportFolder.write(folder, files);
  }

  private static byte[] json(Map<String, ?> map) {
    try {
      return (JSON.writeValueAsString(map) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("names, numbers and lists are JSON", impossible);
    }
  }
}
