package dev.sightline.app.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation for machines. The classification report has the keys of scikit-learn's {@code
 * output_dict}, with the classes in a list of their own; an undefined score is 0 there as here.
 *
 * @param model the folder as the user named it
 * @param dataSha256 identity of the whole data set
 */
public record EvaluationJson(Path model, Evaluation evaluation, String dataSha256) {

  /**
   * Writes it as one object.
   *
   * @throws UncheckedIOException when it can't be written
   */
  public void write(Path file) {
    try {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(file.toFile(), fields());
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model.toString());
    fields.put("data", evaluation.data().name());
    fields.put("dataSha256", dataSha256);
    fields.put("split", evaluation.data().split().toString());
    evaluation
        .images()
        .holdout()
        .ifPresent(by -> fields.put("holdout", Map.of("share", by.share(), "seed", by.seed())));
    fields.put("skipped", evaluation.data().skipped().count());
    fields.put("images", evaluation.count());
    fields.put("correct", evaluation.matrix().correct());
    fields.put("accuracy", evaluation.accuracy());
    ConfidenceInterval interval = evaluation.accuracyInterval();
    fields.put("accuracyInterval", List.of(interval.lower(), interval.upper()));
    fields.put("accuracyIntervalLevel", Evaluation.LEVEL);
    fields.put("loss", evaluation.raw().loss());
    fields.put("expectedCalibrationError", evaluation.raw().expectedCalibrationError());
    evaluation.calibrated().ifPresent(c -> fields.put("calibrated", fields(c)));
    fields.put("classesMatchedBy", evaluation.order().byName() ? "name" : "index");
    fields.put("classes", evaluation.matrix().labels());
    fields.put("confusionMatrix", evaluation.matrix().rows());
    fields.put("classificationReport", report());
    return fields;
  }

  private static Map<String, Object> fields(Evaluation.Calibrated calibrated) {
    return Map.of(
        "temperature", calibrated.temperature(),
        "loss", calibrated.confidence().loss(),
        "expectedCalibrationError", calibrated.confidence().expectedCalibrationError());
  }

  private Map<String, Object> report() {
    ClassificationReport report = evaluation.report();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("classes", report.classes().stream().map(EvaluationJson::fields).toList());
    fields.put("accuracy", evaluation.accuracy());
    report.macro().ifPresent(macro -> fields.put("macro avg", fields(macro, report.support())));
    report
        .weighted()
        .ifPresent(weighted -> fields.put("weighted avg", fields(weighted, report.support())));
    return fields;
  }

  private static Map<String, Object> fields(ClassScores scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", scores.label());
    fields.putAll(
        scores(
            scores.precision().orElse(0),
            scores.recall().orElse(0),
            scores.f1().orElse(0),
            scores.support()));
    return fields;
  }

  private static Map<String, Object> fields(Averages averages, long support) {
    return scores(averages.precision(), averages.recall(), averages.f1(), support);
  }

  private static Map<String, Object> scores(
      double precision, double recall, double f1, long support) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("precision", precision);
    fields.put("recall", recall);
    fields.put("f1-score", f1);
    fields.put("support", support);
    return fields;
  }
}
