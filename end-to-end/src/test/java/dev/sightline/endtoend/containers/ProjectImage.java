package dev.sightline.endtoend.containers;

import dev.sightline.app.Sightline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The image of the project's own commands: the one that {@code SIGHTLINE_IMAGE} names, or else
 * built by the Dockerfile from what Maven has packed, on {@code JRE_IMAGE}.
 */
final class ProjectImage {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final String BUILT = "sightline-of-the-tests";

  private ProjectImage() {}

  /** Its name, once it is there; that may take a minute, from now on. */
  static Future<String> name() {
    String given = System.getenv("SIGHTLINE_IMAGE");
    return given == null ? build() : CompletableFuture.completedFuture(given);
  }

  private static Future<String> build() {
    String distribution = "app/target/sightline-" + version() + ".tar.gz";
    ImageFromDockerfile image = new ImageFromDockerfile(BUILT, true);
    for (String file : new String[] {"Dockerfile", "docker", distribution}) {
      image.withFileFromPath(file, TOP.resolve(file));
    }
    String base = System.getenv("JRE_IMAGE");
    if (base != null) {
      image.withBuildArg("BASE_IMAGE", base);
    }
    return CompletableFuture.supplyAsync(image::get);
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Sightline.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("no version of the build", e);
    }
    return properties.getProperty("version");
  }
}
