package dev.sightline.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
 */
public record DemoSummary(
    long images,
    long predictions,
    long deadLetters,
    long labels,
    double accuracy,
    List<ModelVersion> modelVersions,
    double imagesPerSecond,
    List<String> classes,
    long[][] confusionMatrix) {

  /** One version's share. */
  public record ModelVersion(int version, long images, double accuracy) {}

  /** Writes it as a JSON object. */
  public void write(Path file) {
    try {
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file + ": " + e.getMessage(), e);
    }
  }
}
