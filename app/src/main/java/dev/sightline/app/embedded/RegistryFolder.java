package dev.sightline.app.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The folder that the registry was unpacked into, by the build or as a part of the distribution.
 *
 * @param runner the jar that names the registry's main class and the rest of its class path
 */
record RegistryFolder(Path runner) {
  private static final String PROPERTY = "sightline.registry.home";

  /**
   * The folder that the system property {@code sightline.registry.home} names, or else {@code
   * registry} beside this module's classes or jar: {@code app/target/registry} of a checkout,
   * {@code lib/registry} of the distribution.
   *
   * @throws IllegalStateException when it is not there
   */
  static RegistryFolder find() {
    String configured = System.getProperty(PROPERTY);
    Path folder =
        configured == null ? ownClasses().resolveSibling("registry") : Path.of(configured);
    return in(folder);
  }

  static RegistryFolder in(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        return new RegistryFolder(
            files
                .filter(file -> file.toString().endsWith("-runner.jar"))
                .findAny()
                .orElseThrow(() -> missing(folder)));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    throw missing(folder);
  }

  /** The registry's classes, which its runner names, and this module's for the main class. */
  String classPath() {
    return runner + File.pathSeparator + ownClasses();
  }

  String mainClass() {
    try (JarFile jar = new JarFile(runner.toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Main-Class");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          RegistryFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static IllegalStateException missing(Path folder) {
    return new IllegalStateException(
        "No schema registry in %s (expected: a file *-runner.jar). `mvn package` unpacks it to"
                .formatted(folder)
            + " app/target/registry; -D%s=FOLDER names another place.".formatted(PROPERTY));
  }
}
