package dev.sightline.endtoend.containers;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import dev.sightline.app.Sightline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.DockerClientFactory;

/**
 * The image of the project's own commands: the one that {@code SIGHTLINE_IMAGE} names, or else
 * built by the Dockerfile from what Maven has packed, on {@code JRE_IMAGE}.
 */
final class ProjectImage {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final String BUILT = "sightline-of-the-tests:latest";

  private ProjectImage() {}

  /**
   * Its name, once it is there; that may take a minute, from now on.
   *
   * @param folder for the build's context
   */
  static Future<String> name(Path folder) {
    String given = System.getenv("SIGHTLINE_IMAGE");
    return given == null
        ? CompletableFuture.supplyAsync(() -> build(folder.resolve("context.tar")))
        : CompletableFuture.completedFuture(given);
  }

  /**
   * Without compression, unlike Testcontainers' own way: the distribution is compressed already.
   */
  private static String build(Path context) {
    try {
      try (TarArchiveOutputStream tar = tar(Files.newOutputStream(context))) {
        for (String file :
            List.of(
                "Dockerfile",
                "docker/healthy",
                "docker/java.options",
                "app/target/sightline-" + version() + ".tar.gz")) {
          TarArchiveEntry entry = tar.createArchiveEntry(TOP.resolve(file), file);
          entry.setMode(Files.isExecutable(TOP.resolve(file)) ? 0755 : 0644);
          tar.putArchiveEntry(entry);
          Files.copy(TOP.resolve(file), tar);
          tar.closeArchiveEntry();
        }
      }
      try (InputStream in = Files.newInputStream(context)) {
        BuildImageCmd build =
            DockerClientFactory.lazyClient().buildImageCmd(in).withTags(Set.of(BUILT));
        String base = System.getenv("JRE_IMAGE");
        if (base != null) {
          build.withBuildArg("BASE_IMAGE", base);
        }
        build.exec(new BuildImageResultCallback()).awaitImageId();
        return BUILT;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return tar;
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
