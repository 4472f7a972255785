package dev.sightline.app.deadletters;

import java.util.Locale;

/** Bytes as people read them. Pure functions. */
final class Size {
  private static final double KIB = 1024;

  private Size() {}

  /** Such as {@code 17 B}, {@code 3.1 KiB} or {@code 12.0 MiB}. */
  static String of(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double kib = bytes / KIB;
    return kib < KIB
        ? String.format(Locale.ROOT, "%.1f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / KIB);
  }
}
