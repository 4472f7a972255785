package dev.sightline.benchmarks;

import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --data}: the images that a benchmark works on. */
public final class DataOption {
  private static final Path USUAL_DATA = Path.of("../shared/data/cifar10-jpeg.zip");
  private static final long SEED = 1;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/* with images of 32×32 pixels"
              + " (default: ../shared/data/cifar10-jpeg.zip if it is there, or else drawn shapes).")
  private Path data;

  /** Where the images are, which it prints too. */
  public DataSource source() {
    Optional<Path> named = Optional.ofNullable(data);
    DataSource source =
        named
            .or(() -> Optional.of(USUAL_DATA).filter(Files::exists))
            .<DataSource>map(DataSource::of)
            .orElseGet(() -> new DrawnShapes(SEED));
    System.out.println("Data: " + source);
    return source;
  }
}
