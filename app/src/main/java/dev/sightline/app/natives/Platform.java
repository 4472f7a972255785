package dev.sightline.app.natives;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A platform that an image can be for, and how the paths of its libraries in jars are told. */
enum Platform {
  LINUX_X86_64(
      "amd64",
      List.of(
          "/linux-x86_64/",
          "/linux-x86_64-gpu/",
          "librocksdbjni-linux64.so",
          "linux/amd64/",
          "/Linux/x86_64/")),
  LINUX_ARM64(
      "aarch64",
      List.of(
          "/linux-arm64/", "librocksdbjni-linux-aarch64.so", "linux/aarch64/", "/Linux/aarch64/"));

  private final String architecture;
  private final List<String> paths;

  /**
   * @param architecture as Java calls it
   */
  Platform(String architecture, List<String> paths) {
    this.architecture = architecture;
    this.paths = paths;
  }

  /**
   * The platform by Java's names for it.
   *
   * @throws IllegalStateException when it is none of these
   */
  static Platform of(String system, String architecture) {
    return Stream.of(values())
        .filter(each -> system.equals("Linux") && each.architecture.equals(architecture))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "an image is for Linux on amd64 or aarch64, found %s on %s"
                        .formatted(system, architecture)));
  }

  /** Whether an entry of a jar is a native library, of any platform. */
  static boolean isLibrary(String entry) {
    return entry.toLowerCase(Locale.ROOT).matches(".*\\.(so(\\.\\d+)*|a|dll|jnilib|dylib)");
  }

  /** As TensorFlow calls it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", "-");
  }

  /** Whether a native library is for this platform. */
  boolean has(String entry) {
    return paths.stream().anyMatch(entry::contains);
  }
}
