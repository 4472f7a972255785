package dev.sightline.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.schemas.DriftAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a demo came to. Everything but {@code images} and {@code labels} is read off the topics.
 *
 * @param images images published
 * @param predictions committed predictions
 * @param deadLetters committed dead letters
 * @param labels labels published
 * @param accuracy correct / labelled over all versions, of the metrics stream
 * @param modelVersions in ascending order
 * @param imagesPerSecond predictions a second from the first to the last
 * @param classes the classes of the matrix, in order
 * @param confusionMatrix rows actual, columns predicted, over all versions
 * @param alerts the alarms, in the order in which they were raised
 */
public record DemoSummary(
    long images,
    long predictions,
    long deadLetters,
    long labels,
    double accuracy,
    List<VersionTotals> modelVersions,
    double imagesPerSecond,
    List<String> classes,
    List<List<Long>> confusionMatrix,
    List<Alert> alerts) {

  /** One version's share. */
  public record VersionTotals(int version, long images, double accuracy) {}

  /**
   * An alarm.
   *
   * @param raisedAtImage how many predictions of the version had been counted when it was raised
   * @param clearedAtImage the same when it was cleared; null while it is raised
   */
  public record Alert(int modelVersion, String statistic, long raisedAtImage, Long clearedAtImage) {
    static Alert of(DriftAlert alert) {
      return new Alert(
          alert.getModelVersion(),
          alert.getStatistic(),
          alert.getRaisedAtImage(),
          alert.getClearedAtImage());
    }
  }

  static DemoSummary of(DemoCounts counts, DemoTotals totals, List<String> classes) {
    ConfusionMatrix matrix = totals.matrix(classes);
    return new DemoSummary(
        counts.images(),
        counts.predictions(),
        counts.deadLetters(),
        counts.labels(),
        matrix.accuracy().orElse(0),
        totals.predictionsByVersion().entrySet().stream()
            .map(version -> share(totals, classes, version.getKey(), version.getValue()))
            .toList(),
        totals.imagesPerSecond(),
        classes,
        matrix.rows(),
        totals.alarms().all().stream().map(Alert::of).toList());
  }

  private static VersionTotals share(
      DemoTotals totals, List<String> classes, int version, long images) {
    return new VersionTotals(version, images, totals.matrix(version, classes).accuracy().orElse(0));
  }

  /** Writes it as a JSON object. */
  public void write(Path file) {
    try {
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
    }
  }
}
