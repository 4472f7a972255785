package dev.sightline.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Formats of pictures that are known by their first bytes and not read. */
enum ForeignFormat {
  WEBP("WebP", 8, "WEBP"),
  AVIF("AVIF", 4, "ftypavif", "ftypavis"),
  HEIC("HEIC", 4, "ftypheic", "ftypheix", "ftypmif1", "ftypmsf1"),
  TIFF("TIFF", 0, "II*\0", "MM\0*"),
  JPEG_XL("JPEG XL", 4, "JXL "),
  SVG("SVG", 0, "<svg");

  private final String name;
  private final int at;
  private final String[] marks;

  /**
   * @param name as people write it
   * @param at where its mark begins
   * @param marks one of which is there, in ASCII
   */
  ForeignFormat(String name, int at, String... marks) {
    this.name = name;
    this.at = at;
    this.marks = marks;
  }

  static Optional<ForeignFormat> of(Content content) {
    return Arrays.stream(values()).filter(format -> format.matches(content)).findFirst();
  }

  private boolean matches(Content content) {
    return Arrays.stream(marks)
        .map(mark -> mark.getBytes(StandardCharsets.ISO_8859_1))
        .anyMatch(mark -> content.hasAt(at, ints(mark)));
  }

  private static int[] ints(byte[] mark) {
    int[] ints = new int[mark.length];
    Arrays.setAll(ints, i -> mark[i]);
    return ints;
  }

  /** What was found, and what to do. */
  String describe() {
    return "a " + name + " file: convert it to PNG, with ImageMagick or Pillow for instance";
  }
}
