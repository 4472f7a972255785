package dev.sightline.models;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The identity of a model version. Ordered by name, then by version.
 *
 * @param name 1 to 200 letters, digits, dots, dashes and underscores; fit for a record key and for
 *     a folder's name
 * @param version from 1
 */
public record ModelVersion(String name, int version) implements Comparable<ModelVersion> {
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,200}");
  private static final Comparator<ModelVersion> ORDER =
      Comparator.comparing(ModelVersion::name).thenComparingInt(ModelVersion::version);

  /**
   * @throws ModelRejectedException when the name or the version is none
   */
  public ModelVersion {
    checkName(name);
    if (version < 1) {
      throw new ModelRejectedException(
          "model " + name + ": expected a version from 1, got " + version);
    }
  }

  /** Whether a model can have this name and version. */
  public static boolean isPossible(String name, int version) {
    return name != null && NAME.matcher(name).matches() && version >= 1;
  }

  /**
   * Checks a model's name.
   *
   * @throws ModelRejectedException when it is none
   */
  public static void checkName(String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new ModelRejectedException(
          "model name '"
              + name
              + "': expected 1 to 200 letters, digits, dots, dashes and underscores, and not . or"
              + " .. alone");
    }
  }

  @Override
  public int compareTo(ModelVersion other) {
    return ORDER.compare(this, other);
  }

  /** The form of record keys and messages: {@code name/version}. */
  @Override
  public String toString() {
    return name + "/" + version;
  }
}
