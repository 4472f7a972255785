package dev.sightline.inference.session;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver as Linux shows it. A container sees that of its host, and may use it only where
 * it was given the devices.
 *
 * @param version such as {@code 550.54.15}; empty where no driver is to be seen
 * @param usable whether this process has been given its devices
 * @param model the model of the GPUs, such as {@code NVIDIA H100 80GB HBM3}; empty where it is not
 *     known, or they are of several
 */
public record NvidiaDriver(Optional<String> version, boolean usable, Optional<String> model) {
  private static final Pattern VERSION =
      Pattern.compile("Kernel Module(?: for \\S+)?\\s+(\\d+(?:\\.\\d+)+)");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(\\S.*?)\\s*$");

  /** That of this machine. */
  static NvidiaDriver found() {
    return of(Path.of("/proc/driver/nvidia"), Path.of("/dev/nvidiactl"));
  }

  /**
   * @param state the folder where the driver tells of itself
   * @param control the device by which it is spoken to
   */
  static NvidiaDriver of(Path state, Path control) {
    Optional<String> version = first(VERSION, state.resolve("version"));
    Set<String> models = new TreeSet<>();
    try (DirectoryStream<Path> gpus = Files.newDirectoryStream(state.resolve("gpus"))) {
      gpus.forEach(gpu -> first(MODEL, gpu.resolve("information")).ifPresent(models::add));
    } catch (IOException none) {
      models.clear();
    }
    return new NvidiaDriver(
        version,
        Files.exists(control),
        models.size() == 1 ? models.stream().findFirst() : Optional.empty());
  }

  private static Optional<String> first(Pattern pattern, Path file) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(file));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }
}
