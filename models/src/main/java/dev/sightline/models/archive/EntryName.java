package dev.sightline.models.archive;

import dev.sightline.models.ModelRejectedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The name of an archive's entry: a relative path with slashes that stays inside its folder on
 * every platform.
 */
record EntryName(String name) {

  /** What file systems take: a segment, and a path with room for the folder that it is in. */
  private static final int MAX_SEGMENT_BYTES = 255;

  private static final int MAX_BYTES = 1024;

  /**
   * @throws ModelRejectedException when the name is too long, leaves the folder or would on another
   *     platform
   */
  EntryName {
    String fault = fault(name);
    if (fault != null) {
      throw new ModelRejectedException(
          "archive entry '"
              + printable(name)
              + "': expected a relative path inside the folder, "
              + fault);
    }
  }

  boolean isFolder() {
    return name.endsWith("/");
  }

  Path in(Path folder) {
    return folder.resolve(isFolder() ? name.substring(0, name.length() - 1) : name);
  }

  private static String fault(String name) {
    if (name.startsWith("/")) {
      return "found an absolute one";
    }
    if (name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
      return "found a backslash or a colon";
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return "found a control character";
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    List<String> segments = List.of(path.split("/", -1));
    if (segments.contains("") || segments.contains(".") || segments.contains("..")) {
      return "found an empty, . or .. segment";
    }
    int longest = segments.stream().mapToInt(EntryName::bytes).max().orElse(0);
    if (longest > MAX_SEGMENT_BYTES || bytes(name) > MAX_BYTES) {
      return "of at most %d bytes and %d a segment, found %d and %d"
          .formatted(MAX_BYTES, MAX_SEGMENT_BYTES, bytes(name), longest);
    }
    return null;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
