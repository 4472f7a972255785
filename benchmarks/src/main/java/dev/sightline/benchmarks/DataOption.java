package dev.sightline.benchmarks;

import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --data}: the images that a benchmark works on. */
public final class DataOption {
  private static final long SEED = 1;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/* with images of 32×32 pixels"
              + " (default: drawn shapes).")
  private Path data;

  /** What was given; empty for drawn shapes. */
  public Optional<Path> path() {
    return Optional.ofNullable(data);
  }

  /** Where the images are, which it prints too. */
  public DataSource source() {
    DataSource source = data == null ? new DrawnShapes(SEED) : DataSource.of(data);
    System.out.println("Data: " + source);
    return source;
  }
}
