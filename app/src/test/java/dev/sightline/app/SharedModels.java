package dev.sightline.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.models.archive.ModelArchive;
import java.nio.file.Files;
import java.nio.file.Path;

/** SavedModels that Keras made, among the shared cases beside the checkout. */
public final class SharedModels {
  private static final Path CASES = Path.of("../../shared/cases");

  private SharedModels() {}

  /**
   * Unpacks a model of 16 × 16 pixels and 4 classes; the test is skipped where there is none.
   *
   * @param folder must not exist
   */
  public static Path unpack(String name, Path folder) {
    Path zip = CASES.resolve("models").resolve(name + ".zip");
    assumeTrue(Files.exists(zip), "skipped: ../shared/cases is not there");
    return new ModelArchive().unpack(zip, folder);
  }

  /** A file of labels; the test is skipped where there is none. */
  public static Path labels(String name) {
    Path file = CASES.resolve("labels").resolve(name + ".txt");
    assumeTrue(Files.exists(file), "skipped: ../shared/cases is not there");
    return file;
  }
}
